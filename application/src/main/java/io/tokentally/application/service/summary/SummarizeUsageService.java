package io.tokentally.application.service.summary;

import io.tokentally.application.port.in.summary.SummarizeUsageUseCase;
import io.tokentally.application.port.out.summary.UsageBreakdown;
import io.tokentally.application.port.out.summary.UsageRollups;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.summary.UsageSummary;
import io.tokentally.domain.summary.UsageTotals;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts a summary together from the roll-ups. All of its figures are read from one snapshot, so that they add up even
 * while calls come in.
 */
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class SummarizeUsageService implements SummarizeUsageUseCase {

    private static final Comparator<UsageTotals> DEAREST_FIRST = Comparator.comparing(UsageTotals::cost)
            .thenComparingLong(UsageTotals::requests)
            .reversed();

    private final UsageRollups rollups;
    private final Clock clock;

    public SummarizeUsageService(UsageRollups rollups, Clock clock) {
        this.rollups = rollups;
        this.clock = clock;
    }

    @Override
    public UsageSummary summarize(Viewer viewer, UsageScope scope, Period period) {
        viewer.requireMayLook(scope);
        TimeRange range = period.range();
        UsageBreakdown used = rollups.breakdown(viewer, scope, range, period.zone());
        return new UsageSummary(
                period,
                used.totals(),
                used.freeCalls(),
                rollups.totals(viewer, scope, period.before(clock.instant())),
                dearestFirst(used.byEndpoint()),
                dearestFirst(byBase(used.byModel())),
                dearestFirst(used.byModel()),
                dearestFirst(rollups.byUser(viewer, scope, range)),
                eachDay(
                        period,
                        used.byDay(),
                        UsageTotals.none(used.totals().cost().currency())),
                null);
    }

    private static Map<ModelName, UsageTotals> byBase(Map<ModelName, UsageTotals> bySnapshot) {
        Map<ModelName, UsageTotals> byBase = new HashMap<>();
        bySnapshot.forEach((snapshot, totals) -> byBase.merge(snapshot.base(), totals, UsageTotals::plus));
        return byBase;
    }

    /** Equals among them by name, so that nothing jumps about between two looks. */
    private static <K> Map<K, UsageTotals> dearestFirst(Map<K, UsageTotals> totals) {
        Map<K, UsageTotals> sorted = new LinkedHashMap<>();
        totals.entrySet().stream()
                .sorted(Map.Entry.<K, UsageTotals>comparingByValue(DEAREST_FIRST)
                        .thenComparing(entry -> entry.getKey().toString()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private static Map<LocalDate, UsageTotals> eachDay(
            Period period, Map<LocalDate, UsageTotals> used, UsageTotals nothing) {
        Map<LocalDate, UsageTotals> days = new LinkedHashMap<>();
        period.eachDay().forEach(day -> days.put(day, used.getOrDefault(day, nothing)));
        return days;
    }
}
