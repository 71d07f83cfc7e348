package io.tokentally.domain.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link ReportQuery}: what all groups have together is what all calls have, to the last digit.
 *
 * @param total of all rows
 * @param rows by group, the greatest first and what is left last, and within it by time; those in which nothing was used are left out
 * @param compared the same of the earlier days that were asked for, and of the same groups
 * @param asOf what was recorded until then is in it for certain; absent where it is of now
 */
public record Report(
        ReportQuery query,
        Figures total,
        List<Row> rows,
        @Nullable Report compared,
        @Nullable Instant asOf) {

    public Report {
        rows = List.copyOf(rows);
    }

    /** The total is what the rows add up to, so that they cannot contradict each other. */
    public static Report of(ReportQuery query, List<Row> rows) {
        Figures total = rows.stream().map(Row::figures).reduce(Figures.NONE, Figures::plus);
        return new Report(query, total, rows, null, null);
    }

    public Report comparedWith(Report earlier) {
        return new Report(query, total, rows, earlier, asOf);
    }

    /** The same, told by what was recorded until then. */
    public Report withAsOf(@Nullable Instant then) {
        return new Report(query, total, rows, compared, then);
    }

    /** The groups that are told one by one, in their order. */
    public List<List<String>> groups() {
        return rows.stream()
                .filter(row -> !row.isOther())
                .map(Row::values)
                .distinct()
                .toList();
    }

    /**
     * What one group used in one part of the time.
     *
     * @param start of the part
     * @param values of the query's dimensions, in their order; none for the groups that are not told one by one
     * @param isOther whether it is these
     */
    public record Row(Instant start, List<String> values, boolean isOther, Figures figures) {

        public Row {
            values = List.copyOf(values);
        }
    }
}
