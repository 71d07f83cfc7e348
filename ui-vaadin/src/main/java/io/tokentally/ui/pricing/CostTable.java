package io.tokentally.ui.pricing;

import static io.tokentally.ui.format.CostFormat.formatExactly;
import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.CountFormat.formatRound;

import com.vaadin.flow.component.Composite;
import io.tokentally.domain.pricing.Adjustment;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.chart.FigureTable;
import java.util.ArrayList;
import java.util.List;

/** A cost line by line: quantity × rate = amount, with what raised or lowered the rate. */
public final class CostTable extends Composite<FigureTable> {

    public CostTable(Cost cost) {
        List<List<String>> rows =
                new ArrayList<>(cost.lines().stream().map(this::row).toList());
        rows.add(List.of(getTranslation("usage.detail.total"), "", "", formatExactly(cost.total())));
        getContent().show(rows);
        getContent().addClassNames("tt-figures-total", "tt-bill");
    }

    @Override
    protected FigureTable initContent() {
        return new FigureTable(
                getTranslation("usage.detail.cost"),
                List.of(
                        getTranslation("usage.detail.unit"),
                        getTranslation("usage.detail.quantity"),
                        getTranslation("usage.detail.rate"),
                        getTranslation("usage.detail.amount")));
    }

    private List<String> row(CostLine line) {
        StringBuilder rate = new StringBuilder(getTranslation(
                "usage.detail.rate.per",
                formatExactly(line.rate().price()),
                formatRound(line.rate().per())));
        line.adjustments().forEach(adjustment -> rate.append(' ').append(text(adjustment)));
        return List.of(unit(line), formatCount(line.quantity()), rate.toString(), formatExactly(line.amount()));
    }

    /** With the model that did the work, where it is not the only one. */
    private String unit(CostLine line) {
        String unit = getTranslation("unit." + line.unit());
        return line.part() == null
                ? unit
                : getTranslation(
                        "usage.detail.unit.of",
                        unit,
                        VisibleText.of(line.part().model().value()));
    }

    private String text(Adjustment adjustment) {
        String key = "prices.adjustment." + adjustment.kind();
        return adjustment.percentage().isPositive()
                ? getTranslation(key, "+" + adjustment.percentage(), adjustment.basis())
                : getTranslation(key, "−" + adjustment.percentage().negate(), adjustment.basis());
    }
}
