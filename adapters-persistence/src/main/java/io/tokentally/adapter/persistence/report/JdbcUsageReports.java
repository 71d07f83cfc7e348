package io.tokentally.adapter.persistence.report;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.UsageTotals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Answers a report in one statement: sums by group and part of the time, ranks the groups, and puts those beyond the top together,
 * so that no more rows come than are told. Every word of it is ours; what a caller wrote are parameters.
 */
final class JdbcUsageReports implements UsageReports {

    /** Stands for a dimension that is not asked for. */
    private static final String NOTHING = "''";

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcUsageReports(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public List<Report.Row> rows(Viewer viewer, ReportQuery query) {
        identity.assume(viewer);
        List<Instant> starts = query.starts();
        StatementSpec statement = jdbc.sql(sql(query))
                .param("organization", viewer.organizationId().value())
                .param("viewer", viewer.userId().value())
                .param("from", query.period().from().atOffset(ZoneOffset.UTC))
                .param("until", query.period().until().atOffset(ZoneOffset.UTC))
                .param("starts", starts.stream().map(Instant::toString).collect(Collectors.joining(",", "{", "}")))
                .param("top", query.top());
        for (var filter : query.filters().entrySet()) {
            statement = statement.param(filter.getKey().name().toLowerCase(Locale.ROOT), filter.getValue());
        }
        return statement.query((row, number) -> row(row, query, starts)).list();
    }

    private static String sql(ReportQuery query) {
        String conditions = query.filters().keySet().stream()
                .map(dimension -> " AND " + DimensionColumn.of(dimension).filter())
                .collect(Collectors.joining());
        return """
                WITH share AS (
                    SELECT %s AS first, %s AS second,
                        width_bucket(bucket_start, CAST(:starts AS timestamptz[])) AS part,
                        sum(requests) AS requests, sum(failures) AS failures, sum(unpriced) AS unpriced,
                        sum(estimated) AS estimated, sum(input_tokens) AS input_tokens,
                        sum(output_tokens) AS output_tokens, sum(total_cost) AS cost
                    FROM usage_rollups
                    WHERE organization_id = :organization AND bucket_start >= :from AND bucket_start < :until%s%s
                    GROUP BY 1, 2, 3
                    HAVING (sum(requests), sum(input_tokens), sum(output_tokens), sum(total_cost)) <> (0, 0, 0, 0)
                ), ranked AS (
                    SELECT first, second, row_number() OVER (ORDER BY sum(%s) DESC, first COLLATE "C", second COLLATE "C") AS place
                    FROM share GROUP BY first, second
                )
                SELECT least(place, :top + 1) AS place, part, min(first) AS first, min(second) AS second,
                    sum(requests) AS requests, sum(failures) AS failures, sum(unpriced) AS unpriced,
                    sum(estimated) AS estimated, sum(input_tokens) AS input_tokens,
                    sum(output_tokens) AS output_tokens, sum(cost) AS cost
                FROM share JOIN ranked USING (first, second)
                GROUP BY 1, 2
                ORDER BY 1, 2
                """.formatted(
                        column(query, 0),
                        column(query, 1),
                        query.scope() == UsageScope.OWN ? " AND user_id = :viewer" : "",
                        conditions,
                        column(query.orderedBy()));
    }

    private static String column(ReportQuery query, int number) {
        return query.by().size() > number
                ? DimensionColumn.of(query.by().get(number)).value()
                : NOTHING;
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
        return new Report.Row(
                starts.get(row.getInt("part") - 1),
                values,
                other,
                new UsageTotals(
                        row.getLong("requests"),
                        row.getLong("failures"),
                        row.getLong("unpriced"),
                        row.getLong("estimated"),
                        row.getLong("input_tokens"),
                        row.getLong("output_tokens"),
                        Money.usd(row.getBigDecimal("cost"))));
    }
}
