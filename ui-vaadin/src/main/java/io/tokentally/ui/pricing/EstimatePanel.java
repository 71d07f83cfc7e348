package io.tokentally.ui.pricing;

import static io.tokentally.ui.format.CostFormat.formatExactly;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.Estimate;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.Payer;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.PricedModel;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.format.TypedNumber;
import io.tokentally.ui.shell.Panel;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Works out what a call would cost. */
class EstimatePanel extends Panel {

    private static final String FIRST_AMOUNT = "1,000";

    private final BrowsePricesUseCase prices;
    private final CurrentViewer currentViewer;
    private final Clock clock;
    private final ZoneId zone;
    private final PricedModel model;
    private final Map<UsageUnit, TextField> amounts = new EnumMap<>(UsageUnit.class);
    private final Select<ServiceTier> tier = new Select<>();
    private final Select<Region> region = new Select<>();
    private final DateTimePicker instant = new DateTimePicker(getTranslation("prices.estimate.instant"));
    private final InlineAlert message = new InlineAlert();
    private final Div result = new Div();

    EstimatePanel(
            BrowsePricesUseCase prices, CurrentViewer currentViewer, Clock clock, ZoneId zone, PricedModel model) {
        super(I18NProvider.translate("prices.estimate"), "tt-estimate");
        this.prices = prices;
        this.currentViewer = currentViewer;
        this.clock = clock;
        this.zone = zone;
        this.model = model;
        Div quantities = new Div();
        quantities.addClassName("tt-amounts");
        model.prices().stream()
                .flatMap(price -> price.terms().rates().stream())
                .map(rate -> rate.unit())
                .distinct()
                .sorted()
                .forEach(unit -> quantities.add(amounts.computeIfAbsent(unit, this::amount)));
        amounts.values().stream().findFirst().ifPresent(first -> first.setValue(FIRST_AMOUNT));
        tier.setLabel(getTranslation("prices.version.tier"));
        tier.setItems(
                model.prices().stream().map(ModelPrice::serviceTier).distinct().toList());
        tier.setValue(model.prices().getFirst().serviceTier());
        region.setLabel(getTranslation("prices.estimate.region"));
        region.setEmptySelectionAllowed(true);
        region.setEmptySelectionCaption(getTranslation("prices.estimate.region.none"));
        region.setItemLabelGenerator(
                item -> item == null ? getTranslation("prices.estimate.region.none") : item.value());
        region.setItems(model.prices().stream()
                .flatMap(price -> price.terms().regionUplifts().keySet().stream())
                .distinct()
                .sorted(Comparator.comparing(Region::value))
                .toList());
        region.setVisible(region.getListDataView().getItemCount() > 0);
        instant.setDatePickerI18n(FieldParsers.plainDays());
        instant.setHelperText(getTranslation("prices.estimate.instant.help", zone.getId()));
        Button calculate = new Button(getTranslation("prices.estimate.calculate"), event -> calculate());
        calculate.addThemeVariants(ButtonVariant.PRIMARY);
        result.getElement().setAttribute("role", "status");
        Div form = new Div(quantities, tier, region, instant, calculate, message);
        form.addClassName("tt-form");
        add(form, result);
    }

    private TextField amount(UsageUnit unit) {
        TextField field = new TextField(getTranslation("unit." + unit));
        field.getElement().setAttribute("inputmode", "numeric");
        field.setManualValidation(true);
        field.setMaxLength(30);
        return field;
    }

    private void calculate() {
        message.clear();
        result.removeAll();
        Map<UsageUnit, Long> quantities = new EnumMap<>(UsageUnit.class);
        List<TextField> wrong = amounts.entrySet().stream()
                .filter(amount -> !read(amount.getKey(), amount.getValue(), quantities))
                .map(Map.Entry::getValue)
                .toList();
        if (!wrong.isEmpty()) {
            wrong.getFirst().focus();
            return;
        }
        Quantities asked = new Quantities(quantities);
        if (asked.isEmpty()) {
            message.show(getTranslation("prices.estimate.nothing"));
            return;
        }
        LocalDateTime chosen = instant.getValue();
        Instant at = chosen == null ? clock.instant() : chosen.atZone(zone).toInstant();
        show(prices.estimate(
                Payer.of(currentViewer),
                new PriceQuery(model.provider(), model.model(), tier.getValue(), region.getValue(), at),
                asked));
    }

    private boolean read(UsageUnit unit, TextField field, Map<UsageUnit, Long> quantities) {
        String text = field.getValue().strip();
        try {
            long amount = text.isEmpty() ? 0 : TypedNumber.readWhole(text);
            if (amount >= 0 && amount <= Quantities.MAX_AMOUNT) {
                quantities.put(unit, amount);
                field.setInvalid(false);
                return true;
            }
        } catch (NumberFormatException e) {
            // Said below, in the same words.
        }
        field.setErrorMessage(getTranslation("prices.estimate.amount", Quantities.MAX_AMOUNT));
        field.setInvalid(true);
        return false;
    }

    private void show(Estimate estimate) {
        if (estimate.cost().status() == CostStatus.UNPRICED) {
            message.show(getTranslation("prices.estimate.unpriced"));
            return;
        }
        result.add(new CostTable(estimate.cost()));
        if (estimate.listCost().status() == CostStatus.UNPRICED) {
            result.add(remark(getTranslation("prices.estimate.no-list-price")));
        } else if (!estimate.listCost().total().equals(estimate.cost().total())) {
            result.add(remark(getTranslation(
                    "prices.estimate.list", formatExactly(estimate.listCost().total()))));
        }
        if (estimate.price() != null) {
            result.add(
                    remark(getTranslation("prices.estimate.by", estimate.price().version())));
        }
    }

    private static Paragraph remark(String text) {
        Paragraph remark = new Paragraph(text);
        remark.addClassName("tt-times");
        return remark;
    }
}
