package io.tokentally.adapter.persistence.summary;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.adapter.persistence.report.RollupSums;
import io.tokentally.adapter.persistence.report.SumsQuestion;
import io.tokentally.application.port.out.summary.UsageBreakdown;
import io.tokentally.application.port.out.summary.UsageRollups;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.summary.UsageTotals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.ResultSetExtractor;

/** Sums roll-ups, each time for one viewer. What only calls without charge are counted under is not told of. */
final class JdbcUsageRollups implements UsageRollups {

    private static final String USED =
            "SELECT * FROM share WHERE (requests, input_tokens, output_tokens, cost) <> (0, 0, 0, 0)";

    /** Sums of each value of the first and the second dimension and of each part, and of all together. */
    private static final String EACH_AND_ALL = """
        SELECT CASE grouping(first, second, part) WHEN 3 THEN 'endpoint' WHEN 5 THEN 'model' WHEN 6 THEN 'day' ELSE 'all' END AS of,
            first, second, part, sum(requests) AS requests, sum(failures) AS failures, sum(unpriced) AS unpriced,
            sum(estimated) AS estimated, sum(free_calls) AS free_calls, sum(input_tokens) AS input_tokens,
            sum(output_tokens) AS output_tokens, coalesce(sum(cost), 0) AS cost
        FROM share
        GROUP BY GROUPING SETS ((first), (second), (part), ())
        HAVING grouping(first, second, part) = 7
            OR (sum(requests), sum(input_tokens), sum(output_tokens), sum(cost)) <> (0, 0, 0, 0)""";

    private final RollupSums sums;
    private final ViewerIdentity identity;

    JdbcUsageRollups(RollupSums sums, ViewerIdentity identity) {
        this.sums = sums;
        this.identity = identity;
    }

    @Override
    public UsageTotals totals(Viewer viewer, UsageScope scope, TimeRange range) {
        identity.assume(viewer);
        return sums.statement(SumsQuestion.of(viewer, scope, range), USED)
                .query((row, number) -> RollupSums.totals(row))
                .optional()
                .orElse(UsageTotals.none(Money.USD));
    }

    @Override
    public Map<ModelName, UsageTotals> byModel(Viewer viewer, UsageScope scope, TimeRange range) {
        return by(Attribute.SNAPSHOT, viewer, scope, range, ModelName::new);
    }

    @Override
    public Map<UserId, UsageTotals> byUser(Viewer viewer, UsageScope scope, TimeRange range) {
        return by(Attribute.USER, viewer, scope, range, UserId::new);
    }

    private <K> Map<K, UsageTotals> by(
            Dimension dimension, Viewer viewer, UsageScope scope, TimeRange range, Function<String, K> toKey) {
        identity.assume(viewer);
        Map<K, UsageTotals> totals = new HashMap<>();
        sums.statement(SumsQuestion.of(viewer, scope, range).by(dimension), USED)
                .query((row, number) -> totals.put(toKey.apply(row.getString("first")), RollupSums.totals(row)))
                .list();
        return totals;
    }

    /**
     * The days begin where Java says they do: the database's own time zones may be older, and it reads an offset such as
     * {@code +05:45} the other way round.
     */
    @Override
    public UsageBreakdown breakdown(Viewer viewer, UsageScope scope, TimeRange range, ZoneId zone) {
        if (range.from().equals(range.until())) {
            return new UsageBreakdown(UsageTotals.none(Money.USD), 0, Map.of(), Map.of(), Map.of());
        }
        identity.assume(viewer);
        LocalDate firstDay = LocalDate.ofInstant(range.from(), zone);
        LocalDate lastDay = LocalDate.ofInstant(range.until().minusNanos(1), zone);
        List<LocalDate> days = firstDay.datesUntil(lastDay.plusDays(1)).toList();
        List<Instant> starts =
                days.stream().map(day -> day.atStartOfDay(zone).toInstant()).toList();
        SumsQuestion question = SumsQuestion.of(viewer, scope, range)
                .by(Attribute.ENDPOINT, Attribute.SNAPSHOT)
                .cutAt(starts);
        ResultSetExtractor<UsageBreakdown> breakdown = row -> breakdown(row, days);
        return sums.statement(question, EACH_AND_ALL).query(breakdown);
    }

    private static UsageBreakdown breakdown(ResultSet row, List<LocalDate> days) throws SQLException {
        UsageTotals totals = UsageTotals.none(Money.USD);
        long freeCalls = 0;
        Map<Endpoint, UsageTotals> byEndpoint = new HashMap<>();
        Map<ModelName, UsageTotals> byModel = new HashMap<>();
        Map<LocalDate, UsageTotals> byDay = new HashMap<>();
        while (row.next()) {
            UsageTotals some = RollupSums.totals(row);
            switch (row.getString("of")) {
                case "endpoint" -> byEndpoint.put(new Endpoint(row.getString("first")), some);
                case "model" -> byModel.put(new ModelName(row.getString("second")), some);
                case "day" -> byDay.put(days.get(row.getInt("part") - 1), some);
                default -> {
                    totals = some;
                    freeCalls = row.getLong("free_calls");
                }
            }
        }
        return new UsageBreakdown(totals, freeCalls, byEndpoint, byModel, byDay);
    }
}
