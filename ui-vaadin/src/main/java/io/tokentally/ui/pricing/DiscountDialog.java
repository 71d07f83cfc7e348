package io.tokentally.ui.pricing;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.application.port.in.pricing.ManagePricesUseCase.NewDiscount;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.Validity;
import io.tokentally.ui.format.TypedNumber;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Enters what the organization is granted off the list. */
class DiscountDialog extends ActionDialog {

    private final OwnerServices services;
    private final ZoneId zone;
    private final Runnable onSaved;
    private final TextField percentage = FieldParsers.requiredField("prices.discount.percentage", 10);
    private final TextField provider = FieldParsers.requiredField("prices.provider", Provider.MAX_LENGTH);
    private final TextField model = FieldParsers.field("prices.discount.model", ModelName.MAX_LENGTH);
    private final Select<UsageUnit> unit = new Select<>();
    private final DatePicker from = FieldParsers.requiredDay("prices.version.from");
    private final DatePicker until = FieldParsers.day("prices.until.optional");
    private final TextField reason = FieldParsers.requiredField("prices.version.reason", Provenance.MAX_LENGTH);
    private final TextField source = FieldParsers.requiredField("prices.version.source", Provenance.MAX_LENGTH);

    DiscountDialog(OwnerServices services, ZoneId zone, Runnable onSaved) {
        super(I18NProvider.translate("prices.discount.grant"), I18NProvider.translate("prices.discount.save"));
        this.services = services;
        this.zone = zone;
        this.onSaved = onSaved;
        percentage.setHelperText(getTranslation("prices.discount.help"));
        provider.setValue(Provider.OPENAI.value());
        model.setHelperText(getTranslation("prices.discount.model.help"));
        unit.setLabel(getTranslation("prices.rate.unit"));
        unit.setEmptySelectionAllowed(true);
        unit.setEmptySelectionCaption(getTranslation("prices.discount.every-unit"));
        unit.setItemLabelGenerator(
                item -> getTranslation(item == null ? "prices.discount.every-unit" : "unit." + item));
        unit.setItems(UsageUnit.values());
        from.setValue(LocalDate.ofInstant(services.clock().instant(), zone));
        from.setHelperText(getTranslation("prices.day.help", zone.getId()));
        source.setHelperText(getTranslation("prices.source.help"));
        addToForm(
                OwnRatesDialog.pair(percentage, provider),
                OwnRatesDialog.pair(model, unit),
                OwnRatesDialog.pair(from, until),
                reason,
                source);
    }

    @Override
    void submit() {
        Supplier<Percentage> percent =
                () -> FieldParsers.required(percentage, DiscountDialog::percentage, "prices.discount.wrong");
        Supplier<Provider> of = () -> FieldParsers.required(provider, Provider::new, "prices.own.provider.required");
        Supplier<@Nullable ModelPattern> pattern =
                () -> FieldParsers.optional(model, ModelPattern::new, "prices.own.matches.wrong");
        Supplier<Instant> start = () -> FieldParsers.startOf(from, zone);
        Supplier<String> why = () -> FieldParsers.required(reason, OwnRatesDialog::text, "prices.reason.required");
        Supplier<String> whence = () -> FieldParsers.required(source, OwnRatesDialog::text, "prices.source.required");
        FieldParsers.readAll(List.of(percent, of, pattern, start, why, whence));
        Instant end = until.getValue() == null ? null : FieldParsers.startOf(until, zone);
        services.management()
                .grantDiscount(
                        services.viewer(),
                        new NewDiscount(
                                of.get(),
                                pattern.get(),
                                unit.getValue(),
                                percent.get(),
                                new Validity(start.get(), end),
                                why.get(),
                                whence.get()));
        close();
        onSaved.run();
    }

    private static Percentage percentage(String text) {
        Percentage percentage =
                Percentage.of(TypedNumber.read(text.replace("%", "")).toPlainString());
        if (!percentage.isPositive()
                || percentage.value().compareTo(Percentage.of("100").value()) > 0) {
            throw new IllegalArgumentException("A discount must be more than 0 and at most 100 percent");
        }
        return percentage;
    }
}
