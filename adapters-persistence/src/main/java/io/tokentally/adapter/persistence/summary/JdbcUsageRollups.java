package io.tokentally.adapter.persistence.summary;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.adapter.persistence.report.RollupSums;
import io.tokentally.adapter.persistence.report.SumsQuestion;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Sums roll-ups, each time for one viewer. What only calls without charge are counted under is not told of. */
final class JdbcUsageRollups implements UsageRollups {

    private static final String ALL = "SELECT * FROM share";
    private static final String USED = ALL + " WHERE (requests, input_tokens, output_tokens, cost) <> (0, 0, 0, 0)";

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
    public long freeCalls(Viewer viewer, UsageScope scope, TimeRange range) {
        identity.assume(viewer);
        return sums.statement(SumsQuestion.of(viewer, scope, range), ALL)
                .query((row, number) -> row.getLong("free_calls"))
                .optional()
                .orElse(0L);
    }

    @Override
    public Map<Endpoint, UsageTotals> byEndpoint(Viewer viewer, UsageScope scope, TimeRange range) {
        return by(Attribute.ENDPOINT, viewer, scope, range, Endpoint::new);
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
    public Map<LocalDate, UsageTotals> byDay(Viewer viewer, UsageScope scope, TimeRange range, ZoneId zone) {
        if (range.from().equals(range.until())) {
            return Map.of();
        }
        identity.assume(viewer);
        LocalDate firstDay = LocalDate.ofInstant(range.from(), zone);
        LocalDate lastDay = LocalDate.ofInstant(range.until().minusNanos(1), zone);
        List<LocalDate> days = firstDay.datesUntil(lastDay.plusDays(1)).toList();
        List<Instant> starts =
                days.stream().map(day -> day.atStartOfDay(zone).toInstant()).toList();
        Map<LocalDate, UsageTotals> totals = new HashMap<>();
        sums.statement(SumsQuestion.of(viewer, scope, range).cutAt(starts), USED)
                .query((row, number) -> totals.put(days.get(row.getInt("part") - 1), RollupSums.totals(row)))
                .list();
        return totals;
    }
}
