package io.tokentally.adapter.persistence.report;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers a report in one statement: sums by group and part of the time, ranks the groups, and puts those beyond the top together,
 * so that no more rows come than are told.
 */
final class JdbcUsageReports implements UsageReports {

    private final RollupSums sums;
    private final ViewerIdentity identity;

    JdbcUsageReports(RollupSums sums, ViewerIdentity identity) {
        this.sums = sums;
        this.identity = identity;
    }

    @Override
    public List<Report.Row> rows(Viewer viewer, ReportQuery query) {
        identity.assume(viewer);
        List<Instant> starts = query.starts();
        SumsQuestion question =
                new SumsQuestion(viewer, query.scope(), query.period().range(), starts, query.by(), query.filters());
        return sums.statement(question, ranked(query))
                .param("top", query.top())
                .query((row, number) -> row(row, query, starts))
                .list();
    }

    private static String ranked(ReportQuery query) {
        return """
                , used AS (
                    SELECT * FROM share WHERE (requests, input_tokens, output_tokens, cost) <> (0, 0, 0, 0)
                ), ranked AS (
                    SELECT first, second, row_number() OVER (ORDER BY sum(%s) DESC, first COLLATE "C", second COLLATE "C") AS place
                    FROM used GROUP BY first, second
                )
                SELECT least(place, :top + 1) AS place, part, min(first) AS first, min(second) AS second,
                    sum(requests) AS requests, sum(failures) AS failures, sum(unpriced) AS unpriced,
                    sum(estimated) AS estimated, sum(input_tokens) AS input_tokens,
                    sum(output_tokens) AS output_tokens, sum(cost) AS cost
                FROM used JOIN ranked USING (first, second)
                GROUP BY 1, 2
                ORDER BY 1, 2
                """.formatted(column(query.orderedBy()));
    }

    private static String column(Measure measure) {
        return switch (measure) {
            case COST -> "cost";
            case REQUESTS -> "requests";
            case FAILURES -> "failures";
            case UNPRICED -> "unpriced";
            case ESTIMATED -> "estimated";
            case INPUT_TOKENS -> "input_tokens";
            case OUTPUT_TOKENS -> "output_tokens";
            case TOTAL_TOKENS -> "input_tokens + output_tokens";
        };
    }

    private static Report.Row row(ResultSet row, ReportQuery query, List<Instant> starts) throws SQLException {
        boolean other = row.getInt("place") > query.top();
        List<String> values = new ArrayList<>();
        List<Dimension> by = other ? List.of() : query.by();
        for (int i = 0; i < by.size(); i++) {
            values.add(row.getString(i == 0 ? "first" : "second"));
        }
        return new Report.Row(starts.get(row.getInt("part") - 1), values, other, RollupSums.totals(row));
    }
}
