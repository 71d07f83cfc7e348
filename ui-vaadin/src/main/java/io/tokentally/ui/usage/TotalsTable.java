package io.tokentally.ui.usage;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.Composite;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.ui.chart.FigureTable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Totals by something, with the share that each has in the cost. */
class TotalsTable extends Composite<FigureTable> {

    private final String caption;
    private final String nameHeading;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    TotalsTable(String caption, String nameHeading) {
        this.caption = caption;
        this.nameHeading = nameHeading;
        getElement().getClassList().add("tt-totals");
    }

    @Override
    protected FigureTable initContent() {
        return new FigureTable(
                caption,
                List.of(
                        nameHeading,
                        getTranslation("usage.column.cost"),
                        getTranslation("usage.column.share"),
                        getTranslation("usage.column.requests"),
                        getTranslation("usage.column.failed"),
                        getTranslation("usage.column.tokens")));
    }

    <K> void show(Map<K, UsageTotals> totals, Function<K, String> name, Money all) {
        getContent()
                .show(totals.entrySet().stream()
                        .map(entry -> row(name.apply(entry.getKey()), entry.getValue(), all))
                        .toList());
    }

    private static List<String> row(String name, UsageTotals totals, Money all) {
        return List.of(
                name,
                TotalCost.inShort(totals),
                share(totals.cost(), all),
                formatCount(totals.requests()),
                formatCount(totals.failures()),
                formatCount(totals.totalTokens()));
    }

    private static String share(Money part, Money all) {
        if (all.isZero() || part.isZero()) {
            return "–";
        }
        return part.amount().multiply(HUNDRED).divide(all.amount(), 1, RoundingMode.HALF_UP) + "%";
    }
}
