package io.tokentally.adapter.persistence.report;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Retries;
import io.tokentally.domain.report.UnitSum;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Answers a report in one statement: sums by group and part of the time, ranks the groups, and puts those beyond the top together,
 * so that no more rows come than are told.
 */
final class JdbcUsageReports implements UsageReports {

    /**
     * How many characters of distributions an answer may bring that nobody has put together: that takes the database longer than to bring
     * them, and makes few of them fewer.
     */
    static final int PLAIN_TEXT = 16_000_000;

    private final RollupSums sums;
    private final RetriedCalls retried;
    private final ViewerIdentity identity;
    private final int plainText;

    JdbcUsageReports(RollupSums sums, RetriedCalls retried, ViewerIdentity identity, int plainText) {
        this.sums = sums;
        this.retried = retried;
        this.identity = identity;
        this.plainText = plainText;
    }

    @Override
    public List<Report.Row> rows(Viewer viewer, ReportQuery query) {
        String order =
                "ORDER BY %s DESC, first COLLATE \"C\", second COLLATE \"C\"".formatted(order(query.orderedBy()));
        return told(statement(viewer, query, """
                        SELECT first, second, row_number() OVER (%s) AS place FROM used GROUP BY first, second
                        """.formatted(order)), query, query.top());
    }

    @Override
    public List<Report.Row> rowsOf(Viewer viewer, ReportQuery query, List<List<String>> groups) {
        return told(
                statement(viewer, query, """
                        SELECT first, second, place FROM unnest(:firsts, :seconds) WITH ORDINALITY AS given (first, second, place)
                        """).param("firsts", values(groups, 0)).param("seconds", values(groups, 1)),
                query,
                groups.size());
    }

    @Override
    public Retries retries(Viewer viewer, ReportQuery query) {
        identity.assume(viewer);
        return retried.of(question(viewer, query));
    }

    /** Of the groups, the empty text for a dimension that is not asked for. */
    private static SqlParameterValue values(List<List<String>> groups, int dimension) {
        return new SqlParameterValue(
                Types.ARRAY,
                groups.stream()
                        .map(group -> group.size() > dimension ? group.get(dimension) : "")
                        .toArray(String[]::new));
    }

    private List<Report.Row> told(StatementSpec statement, ReportQuery query, int top) {
        List<Instant> starts = query.starts();
        return statement
                .param("top", top)
                .param("plain", plainText / ((top + 1) * starts.size()))
                .query((row, number) -> row(row, query, row.getInt("place") > top, starts))
                .list();
    }

    /** @param ranking groups and their places */
    private StatementSpec statement(Viewer viewer, ReportQuery query, String ranking) {
        identity.assume(viewer);
        SumsQuestion question = question(viewer, query);
        return sums.statement(
                question, """
                , used AS (
                    SELECT * FROM %s WHERE (requests, input_tokens, output_tokens, cost) <> (0, 0, 0, 0)
                ), ranked AS (
                    %s)
                SELECT coalesce(least(place, :top + 1), :top + 1) AS place, part, min(first) AS first, min(second) AS second,
                    sum(requests) AS requests, sum(failures) AS failures, sum(unpriced) AS unpriced,
                    sum(estimated) AS estimated, sum(input_tokens) AS input_tokens,
                    sum(output_tokens) AS output_tokens, sum(cost) AS cost, sum(failed_cost) AS failed_cost%s
                FROM used LEFT JOIN ranked USING (first, second)
                GROUP BY 1, 2
                ORDER BY 1, 2
                """.formatted(table(question), ranking, Detail.columns(question, JdbcUsageReports::told)));
    }

    /** Sums without details are put together once, by place: by group, there may be tens of thousands of them. */
    private static String table(SumsQuestion question) {
        return question.details().isEmpty() ? "sums" : "share";
    }

    private static SumsQuestion question(Viewer viewer, ReportQuery query) {
        return new SumsQuestion(
                viewer,
                query.scope(),
                query.range(),
                query.starts(),
                query.by(),
                query.filters(),
                Map.of(),
                Set.copyOf(query.measures()));
    }

    private static String told(Detail detail) {
        return switch (detail) {
            case DISTRIBUTIONS -> """
                    , CASE
                        WHEN length(%1$s) <= :plain THEN %1$s
                        ELSE array_to_string(public.compact_distributions(%2$s), ',')
                    END AS distributions""".formatted(detail.text(), detail.merged());
            case QUANTITIES ->
                ", (SELECT array_agg(unit || ' ' || amount || ' ' || cost || ' ' || list_cost)"
                        + " FROM public.units_of(:organization, %s)) AS units".formatted(detail.merged());
        };
    }

    private static String order(Measure measure) {
        return switch (measure) {
            case COST -> "sum(cost)";
            case FAILED_COST -> "sum(failed_cost)";
            case LIST_COST -> "sum(cost) + public.saving_of(:organization, %s)".formatted(Detail.QUANTITIES.merged());
            case REQUESTS -> "sum(requests)";
            case FAILURES -> "sum(failures)";
            case UNPRICED -> "sum(unpriced)";
            case ESTIMATED -> "sum(estimated)";
            case INPUT_TOKENS -> "sum(input_tokens)";
            case OUTPUT_TOKENS -> "sum(output_tokens)";
            case TOTAL_TOKENS -> "sum(input_tokens + output_tokens)";
            case RESPONSE_TIME, TIME_TO_FIRST_TOKEN, OUTPUT_RATE, COST_PER_CALL ->
                "coalesce(public.distribution_percentile(%s, %d, %d), -1)"
                        .formatted(
                                Detail.DISTRIBUTIONS.merged(),
                                StoredDistributions.number(measure),
                                Measure.ORDERING_PERCENTILE);
            case UNITS -> throw new IllegalArgumentException("Groups have no order by units");
        };
    }

    private static Report.Row row(ResultSet row, ReportQuery query, boolean isOther, List<Instant> starts)
            throws SQLException {
        List<String> values = new ArrayList<>();
        List<Dimension> by = isOther ? List.of() : query.by();
        for (int i = 0; i < by.size(); i++) {
            values.add(row.getString(i == 0 ? "first" : "second"));
        }
        Figures figures = new Figures(
                RollupSums.totals(row),
                query.measures().contains(Measure.FAILED_COST)
                        ? Money.usd(row.getBigDecimal("failed_cost"))
                        : Money.zero(Money.USD),
                query.asksForDistributions()
                        ? StoredDistributions.of(row.getString("distributions"), query.measures())
                        : Map.of(),
                query.asksForUnits() ? units(row.getArray("units")) : Map.of());
        return new Report.Row(starts.get(row.getInt("part") - 1), values, isOther, figures);
    }

    /** Each a text of the unit, its quantity, what it cost, and what it would have by the list. */
    private static Map<UsageUnit, UnitSum> units(@Nullable Array stored) throws SQLException {
        Map<UsageUnit, UnitSum> units = new EnumMap<>(UsageUnit.class);
        if (stored != null) {
            for (String entry : (String[]) stored.getArray()) {
                String[] fields = entry.split(" ", -1);
                units.put(
                        UsageUnit.valueOf(fields[0]),
                        new UnitSum(
                                new BigDecimal(fields[1]).longValueExact(),
                                Money.usd(new BigDecimal(fields[2])),
                                Money.usd(new BigDecimal(fields[3]))));
            }
        }
        return units;
    }
}
