package io.tokentally.ui.usage.performance;

import io.tokentally.domain.performance.SpeedChange;
import io.tokentally.domain.performance.SpeedPercentile;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Report;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How fast the calls of a group were, and how fast before.
 *
 * @param values of the dimension that groups are told apart by
 */
record SpeedRow(List<String> values, String name, Figures now, Figures before, SpeedChange change) {

    /** What rows are sorted by. */
    enum Column {
        NAME,
        REQUESTS,
        P50,
        P95,
        P99,
        BEFORE,
        CHANGE
    }

    private static final BigDecimal NONE = BigDecimal.ONE.negate();

    /** Those that are told one by one. */
    static List<SpeedRow> of(Report report, SpeedFigure figure, Function<List<String>, String> nameOf) {
        Report compared = report.compared();
        Map<List<String>, Figures> earlier = compared == null
                ? Map.of()
                : compared.rows().stream()
                        .filter(row -> !row.isOther())
                        .collect(Collectors.toMap(Report.Row::values, Report.Row::figures, Figures::plus));
        return report.rows().stream()
                .filter(row -> !row.isOther())
                .map(row ->
                        of(row, earlier.getOrDefault(row.values(), Figures.NONE), figure, nameOf.apply(row.values())))
                .toList();
    }

    private static SpeedRow of(Report.Row row, Figures before, SpeedFigure figure, String name) {
        return new SpeedRow(
                row.values(),
                name,
                row.figures(),
                before,
                SpeedChange.between(
                        before.distribution(figure.speed().measure()),
                        row.figures().distribution(figure.speed().measure()),
                        figure.speed(),
                        figure.percentile()));
    }

    /** The least first; what has no figure comes before what has one, and equals by their names. */
    static Comparator<SpeedRow> by(Column column, SpeedFigure figure) {
        Comparator<SpeedRow> order = switch (column) {
            case NAME -> Comparator.comparing(row -> row.name().toLowerCase(Locale.ROOT));
            case REQUESTS -> Comparator.comparingLong(row -> row.now().totals().requests());
            case P50, P95, P99 ->
                Comparator.comparing(row -> value(figure.with(SpeedPercentile.valueOf(column.name())), row.now()));
            case BEFORE -> Comparator.comparing(row -> value(figure, row.before()));
            case CHANGE ->
                Comparator.comparingLong(row -> switch (row.change().kind()) {
                    case SLOWER, FASTER -> row.change().percent();
                    case SAME, UNSURE -> 0;
                    case UNKNOWN -> Long.MIN_VALUE;
                });
        };
        return order.thenComparing(SpeedRow::name, Comparator.reverseOrder());
    }

    private static BigDecimal value(SpeedFigure figure, Figures figures) {
        return figure.measure().of(figures).orElse(NONE);
    }
}
