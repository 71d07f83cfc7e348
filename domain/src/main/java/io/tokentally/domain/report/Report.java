package io.tokentally.domain.report;

import io.tokentally.domain.summary.UsageTotals;
import java.time.Instant;
import java.util.List;

/**
 * The answer to a {@link ReportQuery}: what all groups have together is what all calls have, to the last digit.
 *
 * @param total of all rows
 * @param rows by group, the greatest first and what is left last, and within it by time; those in which nothing was used are left out
 */
public record Report(ReportQuery query, UsageTotals total, List<Row> rows) {

    public Report {
        rows = List.copyOf(rows);
    }

    /**
     * What one group used in one part of the time.
     *
     * @param start of the part
     * @param values of the query's dimensions, in their order; none for the groups that are not told one by one
     * @param isOther whether it is these
     */
    public record Row(Instant start, List<String> values, boolean isOther, UsageTotals totals) {

        public Row {
            values = List.copyOf(values);
        }
    }
}
