package io.tokentally.ui.pricing;

import static io.tokentally.ui.format.CostFormat.formatCost;
import static io.tokentally.ui.format.CostFormat.formatExactly;
import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.EndingModel;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.shell.Panel;
import java.time.Instant;
import java.util.List;

/** The models in use that are shut down, and what their replacements would cost. */
class EndingModelsPanel extends Panel {

    private final Instant now;

    EndingModelsPanel(List<EndingModel> ending, Instant now) {
        super(I18NProvider.translate("prices.ending"), "tt-ending-models");
        this.now = now;
        addClassName("tt-price-panel");
        StackingTable table = new StackingTable(
                getTranslation("prices.ending"),
                List.of(
                        getTranslation("prices.column.model"),
                        getTranslation("prices.ending.when"),
                        getTranslation("prices.ending.calls"),
                        getTranslation("prices.ending.cost"),
                        getTranslation("prices.ending.replacement"),
                        getTranslation("prices.ending.replacement-cost"),
                        getTranslation("prices.version.source")));
        table.show(ending.stream().map(this::row).toList());
        add(new Paragraph(getTranslation("prices.ending.text")), table);
    }

    private List<Component> row(EndingModel ending) {
        ModelName replacement = ending.lifecycle().replacement();
        Money replacementCost = ending.replacementCost();
        Span provider = new Span(ending.lifecycle().provider().value());
        provider.addClassName("tt-version");
        return List.of(
                new Div(new Span(VisibleText.of(ending.model().value())), provider),
                StackingTable.text(EndingText.of(ending, now)),
                StackingTable.text(formatCount(ending.calls())),
                cost(ending.cost()),
                StackingTable.text(
                        replacement == null
                                ? getTranslation("prices.ending.none")
                                : VisibleText.of(replacement.value())),
                replacementCost == null
                        ? StackingTable.text(getTranslation("prices.ending.unknown"))
                        : cost(replacementCost),
                new SourceLink(ending.lifecycle().source()));
    }

    private static Component cost(Money cost) {
        Span text = new Span(formatCost(cost));
        text.setTitle(formatExactly(cost));
        return text;
    }
}
