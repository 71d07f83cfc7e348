package io.tokentally.adapter.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.tokentally.application.port.out.budget.BudgetMonitor;
import io.tokentally.application.port.out.budget.BudgetStandings;
import io.tokentally.application.port.out.budget.BudgetStandings.Standing;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetRefusal;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells what budgets refuse, and how those stand that are nearest to their amounts. Of no more budgets than are to be told; they go
 * by their ids, for what owners call them may name people, and changes.
 */
final class MicrometerBudgetMonitor implements BudgetMonitor {

    private static final String UNDETERMINED = "undetermined";

    private final MeterRegistry registry;
    private final Clock clock;
    private final int told;
    private final MultiGauge spent;
    private final MultiGauge reserved;
    private final MultiGauge limit;

    /** A counter cannot change its labels: the budgets that refused first keep theirs, and those that come later share one. */
    private final Map<Refusing, Counter> refusals = new ConcurrentHashMap<>();

    private final Set<BudgetId> refusing = new HashSet<>();

    private volatile @Nullable Reading last;

    private record Refusing(String organization, String budget, String reason) {}

    private record Reading(Instant at, long untold) {}

    MicrometerBudgetMonitor(MeterRegistry registry, Clock clock, int told) {
        this.registry = registry;
        this.clock = clock;
        this.told = told;
        this.spent = gauges("spent", "Spent of a budget in its running window, in its measure");
        this.reserved =
                gauges("reserved", "Set aside of a budget for calls, or spent by calls that the ledger does not have");
        this.limit = gauges("limit", "What a budget allows in its window");
        Gauge.builder("tokentally.budgets.untold", this, MicrometerBudgetMonitor::untold)
                .description("Budgets in force that no metric tells of by themselves")
                .register(registry);
        TimeGauge.builder("tokentally.budgets.read", this, TimeUnit.MILLISECONDS, MicrometerBudgetMonitor::age)
                .description("Age of what metrics tell of budgets")
                .register(registry);
    }

    private MultiGauge gauges(String name, String description) {
        return MultiGauge.builder("tokentally.budget." + name)
                .description(description)
                .register(registry);
    }

    @Override
    public void refused(OrganizationId organization, BudgetId budget, BudgetRefusal.Reason reason) {
        count(organization, budget, reason.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void undetermined(OrganizationId organization, BudgetId budget) {
        count(organization, budget, UNDETERMINED);
    }

    private void count(OrganizationId organization, BudgetId budget, String reason) {
        Refusing by = isTold(budget)
                ? new Refusing(organization.value(), budget.value().toString(), reason)
                : new Refusing(ModelLabels.OTHER, ModelLabels.OTHER, reason);
        refusals.computeIfAbsent(by, this::register).increment();
    }

    private boolean isTold(BudgetId budget) {
        synchronized (refusing) {
            return refusing.contains(budget) || (refusing.size() < told && refusing.add(budget));
        }
    }

    private Counter register(Refusing by) {
        return Counter.builder("tokentally.budget.refused.calls")
                .description("Calls that a budget did not let out")
                .tags("organization", by.organization(), "budget", by.budget(), "reason", by.reason())
                .register(registry);
    }

    @Override
    public void standing(BudgetStandings.Nearest nearest) {
        List<Standing> standings = nearest.standings().stream().limit(told).toList();
        show(spent, standings, Standing::spent);
        show(reserved, standings, Standing::reserved);
        show(limit, standings, Standing::amount);
        last = new Reading(clock.instant(), nearest.inForce() - standings.size());
    }

    private static void show(MultiGauge gauge, List<Standing> standings, Function<Standing, BigDecimal> figure) {
        gauge.register(
                standings.stream()
                        .map(standing -> MultiGauge.Row.of(
                                Tags.of(
                                        "organization", standing.organization().value(),
                                        "budget", standing.budget().value().toString(),
                                        "measure", standing.measure().name().toLowerCase(Locale.ROOT)),
                                figure.apply(standing)))
                        .toList(),
                true);
    }

    /** Unknown until they were read for the first time. */
    private double untold() {
        Reading known = last;
        return known == null ? Double.NaN : known.untold();
    }

    private double age() {
        Reading known = last;
        return known == null
                ? Double.NaN
                : Duration.between(known.at(), clock.instant()).toMillis();
    }
}
