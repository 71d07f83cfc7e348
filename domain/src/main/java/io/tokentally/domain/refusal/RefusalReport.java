package io.tokentally.domain.refusal;

import java.time.Instant;
import java.util.List;

/**
 * The answer to a {@link RefusalQuery}.
 *
 * @param rows by group, the greatest first and what is left last, and within it by time; those without calls are left out
 */
public record RefusalReport(RefusalQuery query, List<Row> rows) {

    public RefusalReport {
        rows = List.copyOf(rows);
    }

    /** Of all rows. */
    public long calls() {
        return rows.stream().mapToLong(Row::calls).sum();
    }

    /**
     * The refused calls of one group in one part of the time.
     *
     * @param start of the part
     * @param values of the query's dimensions, in their order; none for the groups that are not told one by one
     * @param isOther whether it is these
     */
    public record Row(Instant start, List<String> values, boolean isOther, long calls) {

        public Row {
            values = List.copyOf(values);
        }
    }
}
