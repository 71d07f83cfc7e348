package io.tokentally.adapter.persistence.summary;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.summary.UsageRollups;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.summary.UsageTotals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Sums roll-ups, each time for one viewer. What only calls without charge are counted under is not told of. */
final class JdbcUsageRollups implements UsageRollups {

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcUsageRollups(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public UsageTotals totals(Viewer viewer, UsageScope scope, TimeRange range) {
        return sums(viewer, scope, range, "'all'", Function.identity())
                .getOrDefault("all", UsageTotals.none(Money.USD));
    }

    @Override
    public long freeCalls(Viewer viewer, UsageScope scope, TimeRange range) {
        identity.assume(viewer);
        return rollups(viewer, scope, range, "SELECT coalesce(sum(free_calls), 0)", "")
                .query(Long.class)
                .single();
    }

    @Override
    public Map<Endpoint, UsageTotals> byEndpoint(Viewer viewer, UsageScope scope, TimeRange range) {
        return sums(viewer, scope, range, "endpoint", Endpoint::new);
    }

    @Override
    public Map<ModelName, UsageTotals> byModel(Viewer viewer, UsageScope scope, TimeRange range) {
        return sums(viewer, scope, range, "model", ModelName::new);
    }

    @Override
    public Map<UserId, UsageTotals> byUser(Viewer viewer, UsageScope scope, TimeRange range) {
        return sums(viewer, scope, range, "user_id", UserId::new);
    }

    /**
     * The days begin where Java says they do: the database's own time zones may be older, and it reads an offset such as
     * {@code +05:45} the other way round.
     */
    @Override
    public Map<LocalDate, UsageTotals> byDay(Viewer viewer, UsageScope scope, TimeRange range, ZoneId zone) {
        if (range.from().equals(range.until())) {
            return Map.of();
        }
        LocalDate firstDay = LocalDate.ofInstant(range.from(), zone);
        LocalDate lastDay = LocalDate.ofInstant(range.until().minusNanos(1), zone);
        List<LocalDate> days = firstDay.datesUntil(lastDay.plusDays(1)).toList();
        String starts = days.stream()
                .map(day -> day.atStartOfDay(zone).toInstant().toString())
                .collect(Collectors.joining(",", "{", "}"));
        return sums(
                viewer,
                scope,
                range,
                "width_bucket(bucket_start, CAST('%s' AS timestamptz[]))".formatted(starts),
                number -> days.get(Integer.parseInt(number) - 1));
    }

    /** @param key an expression of SQL, made of nothing that a caller wrote */
    private <K> Map<K, UsageTotals> sums(
            Viewer viewer, UsageScope scope, TimeRange range, String key, Function<String, K> toKey) {
        identity.assume(viewer);
        Map<K, UsageTotals> sums = new HashMap<>();
        rollups(viewer, scope, range, """
                        SELECT %s AS key, sum(requests) AS requests, sum(failures) AS failures,
                            sum(unpriced) AS unpriced, sum(estimated) AS estimated,
                            sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
                            sum(total_cost) AS total_cost
                        """.formatted(key), """
                        GROUP BY 1
                        HAVING (sum(requests), sum(input_tokens), sum(output_tokens), sum(total_cost)) <> (0, 0, 0, 0)
                        """)
                .query((row, number) -> sums.put(toKey.apply(row.getString("key")), totals(row)))
                .list();
        return sums;
    }

    private StatementSpec rollups(Viewer viewer, UsageScope scope, TimeRange range, String select, String groups) {
        return jdbc.sql("""
                        %s FROM usage_rollups
                        WHERE organization_id = :organization AND bucket_start >= :from AND bucket_start < :until %s %s
                        """.formatted(select, scope == UsageScope.OWN ? "AND user_id = :user" : "", groups))
                .param("organization", viewer.organizationId().value())
                .param("from", range.from().atOffset(ZoneOffset.UTC))
                .param("until", range.until().atOffset(ZoneOffset.UTC))
                .param("user", viewer.userId().value());
    }

    private static UsageTotals totals(ResultSet row) throws SQLException {
        return new UsageTotals(
                row.getLong("requests"),
                row.getLong("failures"),
                row.getLong("unpriced"),
                row.getLong("estimated"),
                row.getLong("input_tokens"),
                row.getLong("output_tokens"),
                Money.usd(row.getBigDecimal("total_cost")));
    }
}
