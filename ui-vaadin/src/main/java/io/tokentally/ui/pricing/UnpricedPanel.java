package io.tokentally.ui.pricing;

import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.TimeFormat.formatInstant;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.UnpricedModel;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.shell.Panel;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/** The models whose calls wait for a price. */
class UnpricedPanel extends Panel {

    private final OwnerServices services;
    private final ZoneId zone;
    private final Runnable onRepricing;
    private final Div content = new Div();

    /** @param onRepricing goes where repricings are watched */
    UnpricedPanel(OwnerServices services, ZoneId zone, Runnable onRepricing) {
        super(I18NProvider.translate("prices.tab.UNPRICED"), "tt-unpriced");
        this.services = services;
        this.zone = zone;
        this.onRepricing = onRepricing;
        addClassName("tt-price-panel");
        add(content, byThemselves());
        reload();
    }

    private Component byThemselves() {
        Checkbox choice = new Checkbox(getTranslation("prices.unpriced.auto"));
        choice.setHelperText(getTranslation("prices.unpriced.auto.text"));
        choice.setValue(services.waitingCalls().arePriced(services.viewer()));
        choice.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                choose(choice, event.getValue());
            }
        });
        return choice;
    }

    private void choose(Checkbox choice, boolean priced) {
        try {
            services.waitingCalls().setPriced(services.viewer(), priced);
            Notification.show(getTranslation(priced ? "prices.unpriced.auto.on" : "prices.unpriced.auto.off"));
        } catch (RuntimeException e) {
            Notification.show(ActionDialog.explain(e));
            choice.setValue(!priced);
        }
    }

    private void reload() {
        content.removeAll();
        List<UnpricedModel> waiting = services.management().unpriced(services.viewer());
        if (waiting.isEmpty()) {
            Paragraph none = new Paragraph(getTranslation("prices.unpriced.none"));
            none.addClassName("tt-candidates-none");
            content.add(none);
            return;
        }
        StackingTable table = new StackingTable(
                getTranslation("prices.tab.UNPRICED"),
                List.of(
                        getTranslation("prices.column.model"),
                        getTranslation("prices.unpriced.calls"),
                        getTranslation("prices.unpriced.tokens"),
                        getTranslation("prices.unpriced.units"),
                        getTranslation("prices.unpriced.seen"),
                        getTranslation("prices.unpriced.set")));
        table.show(waiting.stream().map(this::row).toList());
        content.add(new Paragraph(getTranslation("prices.unpriced.text")), table);
    }

    private List<Component> row(UnpricedModel model) {
        Span facts = new Span(model.provider() + " · " + model.serviceTier());
        facts.addClassName("tt-version");
        Button set = new Button(getTranslation("prices.unpriced.set"), event -> setPrice(model));
        set.addThemeVariants(ButtonVariant.SMALL);
        set.setAriaLabel(getTranslation(
                "prices.unpriced.set.of", VisibleText.of(model.model().value())));
        return List.of(
                new Div(new Span(VisibleText.of(model.model().value())), facts),
                StackingTable.text(formatCount(model.calls())),
                StackingTable.text(formatCount(model.tokens())),
                StackingTable.text(model.units().stream()
                        .sorted()
                        .map(unit -> getTranslation("unit." + unit))
                        .collect(Collectors.joining(", "))),
                StackingTable.text(getTranslation(
                        "prices.unpriced.between",
                        formatInstant(model.firstSeen(), zone),
                        formatInstant(model.lastSeen(), zone))),
                set);
    }

    private void setPrice(UnpricedModel model) {
        new OwnRatesDialog(services, zone, OwnRatesDraft.of(model, zone), saved -> offerRepricing(model, saved)).open();
    }

    private void offerRepricing(UnpricedModel model, ModelPrice saved) {
        reload();
        ConfirmDialog offer = new ConfirmDialog(
                getTranslation("prices.unpriced.reprice", model.calls()),
                getTranslation(
                        "prices.unpriced.reprice.text",
                        VisibleText.of(model.model().value())),
                getTranslation("prices.repricing.new"),
                event -> new RepricingDialog(
                                services,
                                zone,
                                RepricingDraft.of(
                                        model, zone, getTranslation("prices.unpriced.reason", saved.version())),
                                onRepricing)
                        .open());
        offer.setCancelable(true);
        offer.setCancelText(getTranslation("prices.unpriced.later"));
        offer.open();
    }
}
