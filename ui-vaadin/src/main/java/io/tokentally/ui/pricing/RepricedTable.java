package io.tokentally.ui.pricing;

import static io.tokentally.ui.format.CostFormat.formatExactly;
import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.repricing.RepricedTotals;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.chart.StackingTable;
import java.util.List;

/** What a repricing does, by model. */
class RepricedTable extends Composite<StackingTable> {

    RepricedTable(List<RepricedTotals> totals) {
        getContent().show(totals.stream().map(this::row).toList());
    }

    @Override
    protected StackingTable initContent() {
        return new StackingTable(
                getTranslation("prices.repricing.by-model"),
                List.of(
                        getTranslation("prices.column.model"),
                        getTranslation("prices.repricing.records"),
                        getTranslation("prices.repricing.changed"),
                        getTranslation("prices.repricing.before"),
                        getTranslation("prices.repricing.after"),
                        getTranslation("prices.repricing.difference")));
    }

    private List<Component> row(RepricedTotals totals) {
        return List.of(
                StackingTable.text(VisibleText.of(totals.model().value())),
                StackingTable.text(formatCount(totals.records())),
                StackingTable.text(formatCount(totals.changed())),
                StackingTable.text(amount(totals.before(), totals.unpricedBefore())),
                StackingTable.text(amount(totals.after(), totals.unpricedAfter())),
                StackingTable.text(formatExactly(totals.after().minus(totals.before()))));
    }

    /** Where some calls have no cost, the sum is not the whole. */
    private String amount(Money sum, long unpriced) {
        return unpriced == 0
                ? formatExactly(sum)
                : getTranslation("prices.repricing.and-unpriced", formatExactly(sum), unpriced);
    }
}
