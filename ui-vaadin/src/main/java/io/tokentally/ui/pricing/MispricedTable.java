package io.tokentally.ui.pricing;

import static io.tokentally.ui.format.CostFormat.formatExactly;
import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.TimeFormat.formatInstant;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.repricing.CallsOfVersion;
import io.tokentally.domain.repricing.MispricedCalls;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.chart.StackingTable;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;

/** Calls that were priced by what was corrected since, and a way to reprice them. */
class MispricedTable extends Composite<StackingTable> {

    private final ZoneId zone;
    private final Consumer<MispricedCalls> onReprice;

    MispricedTable(List<MispricedCalls> mispriced, ZoneId zone, Consumer<MispricedCalls> onReprice) {
        this.zone = zone;
        this.onReprice = onReprice;
        getContent().show(mispriced.stream().map(this::row).toList());
    }

    @Override
    protected StackingTable initContent() {
        return new StackingTable(
                getTranslation("prices.mispriced"),
                List.of(
                        getTranslation("prices.column.model"),
                        getTranslation("prices.version.reason"),
                        getTranslation("prices.unpriced.seen"),
                        getTranslation("prices.repricing.records"),
                        getTranslation("prices.repricing.before"),
                        getTranslation("prices.repricing.difference"),
                        getTranslation("prices.repricing.new")));
    }

    private List<Component> row(MispricedCalls mispriced) {
        CallsOfVersion calls = mispriced.calls();
        String model = VisibleText.of(calls.model().value());
        Span version = new Span(VisibleText.of(calls.provider() + " · " + calls.version()));
        version.addClassName("tt-version");
        Money difference = mispriced.difference();
        Button reprice = new Button(getTranslation("prices.repricing.new"), event -> onReprice.accept(mispriced));
        reprice.addThemeVariants(ButtonVariant.SMALL);
        reprice.setAriaLabel(getTranslation("prices.mispriced.reprice.of", model));
        return List.of(
                new Div(new Span(model), version),
                StackingTable.text(VisibleText.of(mispriced.reason())),
                StackingTable.text(getTranslation(
                        "prices.unpriced.between",
                        formatInstant(calls.firstSeen(), zone),
                        formatInstant(calls.lastSeen(), zone))),
                StackingTable.text(formatCount(calls.calls())),
                StackingTable.text(formatExactly(calls.cost())),
                StackingTable.text(
                        difference == null ? getTranslation("prices.mispriced.by-dry-run") : formatExactly(difference)),
                reprice);
    }
}
