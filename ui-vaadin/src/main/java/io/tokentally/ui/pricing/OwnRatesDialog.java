package io.tokentally.ui.pricing;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.LongInputBilling;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.pricing.TieredRate.Tier;
import io.tokentally.domain.pricing.Validity;
import io.tokentally.domain.text.PlainText;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Enters what the organization pays for a model, whatever the list says. */
class OwnRatesDialog extends ActionDialog {

    private final OwnerServices services;
    private final ZoneId zone;
    private final OwnRatesDraft draft;
    private final Consumer<ModelPrice> onSaved;
    private final TextField provider = FieldParsers.requiredField("prices.provider", Provider.MAX_LENGTH);
    private final TextField model = FieldParsers.requiredField("prices.column.model", ModelName.MAX_LENGTH);
    private final TextField matches = FieldParsers.field("prices.fact.matches", 10 * ModelName.MAX_LENGTH);
    private final TextField tier = FieldParsers.requiredField("prices.version.tier", ServiceTier.MAX_LENGTH);
    private final Div rows = new Div();
    private final List<RateRow> rates = new ArrayList<>();
    private final Select<LongInputBilling> longInputs = new Select<>();
    private final DatePicker from = FieldParsers.requiredDay("prices.version.from");
    private final DatePicker until = FieldParsers.day("prices.until.optional");
    private final TextField reason = FieldParsers.requiredField("prices.version.reason", Provenance.MAX_LENGTH);
    private final TextField source = FieldParsers.requiredField("prices.version.source", Provenance.MAX_LENGTH);

    OwnRatesDialog(OwnerServices services, ZoneId zone, OwnRatesDraft draft, Consumer<ModelPrice> onSaved) {
        super(I18NProvider.translate("prices.own.set"), I18NProvider.translate("prices.own.save"));
        this.services = services;
        this.zone = zone;
        this.draft = draft;
        this.onSaved = onSaved;
        provider.setValue(draft.provider().value());
        if (draft.model() != null) {
            model.setValue(draft.model().value());
        }
        matches.setValue(draft.matches().stream().map(ModelPattern::text).collect(Collectors.joining(", ")));
        matches.setHelperText(getTranslation("prices.own.matches.help"));
        tier.setValue(draft.serviceTier().value());
        longInputs.setLabel(getTranslation("prices.fact.long"));
        longInputs.setItems(LongInputBilling.values());
        longInputs.setItemLabelGenerator(item -> getTranslation("prices.long." + item));
        longInputs.setValue(draft.longInputBilling());
        from.setValue(draft.from());
        from.setHelperText(getTranslation("prices.day.help", zone.getId()));
        source.setHelperText(getTranslation("prices.source.help"));
        rows.addClassName("tt-rate-rows");
        draft.rates().forEach(this::addRows);
        draft.units().forEach(unit -> addRow(unit, null, null));
        Button more =
                new Button(getTranslation("prices.rate.add"), event -> addRow(UsageUnit.INPUT_TOKENS, null, null));
        addToForm(pair(provider, model), pair(matches, tier), rows, more, longInputs);
        if (!draft.regionUplifts().isEmpty()) {
            addToForm(new Paragraph(getTranslation("prices.own.uplifts", TermsText.uplifts(draft.regionUplifts()))));
        }
        addToForm(pair(from, until), reason, source);
    }

    static Div pair(Component one, Component other) {
        Div pair = new Div(one, other);
        pair.addClassName("tt-field-pair");
        return pair;
    }

    private void addRows(TieredRate rate) {
        addRow(rate.unit(), rate.base(), null);
        rate.tiers().forEach(above -> addRow(rate.unit(), above.rate(), above.aboveInputTokens()));
    }

    private void addRow(UsageUnit unit, @Nullable Rate rate, @Nullable Long above) {
        RateRow row = new RateRow(unit, rate, above, removed -> {
            rates.remove(removed);
            rows.remove(removed);
        });
        rates.add(row);
        rows.add(row);
    }

    @Override
    void submit() {
        Supplier<Provider> of = () -> FieldParsers.required(provider, Provider::new, "prices.own.provider.required");
        Supplier<ModelName> name = () -> FieldParsers.required(model, ModelName::new, "prices.own.model.required");
        Supplier<List<ModelPattern>> patterns = () -> patterns(name.get());
        Supplier<ServiceTier> on = () -> FieldParsers.required(tier, ServiceTier::new, "prices.own.tier.required");
        Supplier<Instant> start = () -> FieldParsers.startOf(from, zone);
        Supplier<String> why = () -> FieldParsers.required(reason, OwnRatesDialog::text, "prices.reason.required");
        Supplier<String> whence = () -> FieldParsers.required(source, OwnRatesDialog::text, "prices.source.required");
        List<Supplier<?>> fields = new ArrayList<>(List.of(of, name, patterns, on));
        rates.forEach(row -> fields.addAll(List.of(row::rate, row::aboveInputTokens)));
        fields.addAll(List.of(start, why, whence));
        FieldParsers.readAll(fields);
        Instant end = until.getValue() == null ? null : FieldParsers.startOf(until, zone);
        PriceTerms terms = new PriceTerms(
                of.get(),
                name.get(),
                patterns.get(),
                on.get(),
                new Validity(start.get(), end),
                tieredRates(),
                longInputs.getValue(),
                draft.regionUplifts());
        ModelPrice saved = services.management().setOwnPrice(services.viewer(), terms, why.get(), whence.get());
        close();
        onSaved.accept(saved);
    }

    private List<ModelPattern> patterns(ModelName name) {
        if (matches.getValue().isBlank()) {
            return ModelPattern.nameAndSnapshots(name);
        }
        return FieldParsers.required(
                matches,
                text -> Stream.of(text.split(",", -1)).map(ModelPattern::new).toList(),
                "prices.own.matches.wrong");
    }

    private List<TieredRate> tieredRates() {
        Map<UsageUnit, List<Tier>> tiers = new LinkedHashMap<>();
        Map<UsageUnit, Rate> bases = new LinkedHashMap<>();
        for (RateRow row : rates) {
            Rate rate = row.rate();
            long above = row.aboveInputTokens();
            if (above > 0) {
                tiers.computeIfAbsent(rate.unit(), unit -> new ArrayList<>()).add(new Tier(above, rate));
            } else if (bases.put(rate.unit(), rate) != null) {
                throw new IllegalArgumentException(
                        getTranslation("prices.own.twice", getTranslation("unit." + rate.unit())));
            }
        }
        tiers.keySet().stream()
                .filter(unit -> !bases.containsKey(unit))
                .findFirst()
                .ifPresent(unit -> {
                    throw new IllegalArgumentException(
                            getTranslation("prices.own.no-base", getTranslation("unit." + unit)));
                });
        if (bases.isEmpty()) {
            throw new IllegalArgumentException(getTranslation("prices.own.no-rates"));
        }
        return bases.entrySet().stream()
                .map(base -> new TieredRate(
                        base.getValue(),
                        tiers.getOrDefault(base.getKey(), List.of()).stream()
                                .sorted(Comparator.comparingLong(Tier::aboveInputTokens))
                                .toList()))
                .toList();
    }

    static String text(String typed) {
        return PlainText.require("text", typed, Provenance.MAX_LENGTH);
    }
}
