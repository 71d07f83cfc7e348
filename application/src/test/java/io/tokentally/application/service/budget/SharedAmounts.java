package io.tokentally.application.service.budget;

import static java.util.Objects.requireNonNull;

import io.tokentally.application.port.out.budget.BlockingBudgets;
import io.tokentally.application.port.out.budget.BudgetDirectory;
import io.tokentally.application.port.out.budget.BudgetLeases;
import io.tokentally.application.port.out.budget.LeaseKey;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetWindow;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.budget.WorkAhead;
import io.tokentally.domain.calendar.ReportingCalendar;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a database keeps of budgets, in memory, and what it says to the gateways that share it. */
final class SharedAmounts {

    static final Duration LIFETIME = Duration.ofSeconds(60);
    static final Duration STRICT_LIFETIME = Duration.ofDays(1);
    private static final BigDecimal SHARE = new BigDecimal("0.04");

    private final InstantSource clock;
    private final OrganizationId organization;
    private final ReportingCalendar calendar;
    private final Map<BudgetId, Budget> budgets = new HashMap<>();
    private final Map<LeaseKey, NavigableMap<Instant, BigDecimal>> spent = new HashMap<>();
    private final Map<LeaseKey, Map<Integer, Held>> leases = new HashMap<>();
    private final Map<LeaseKey, Map<UsageRecordId, BigDecimal>> holds = new HashMap<>();
    private final List<WorkAhead> works = new ArrayList<>();
    private final Set<UsageRecordId> posted = new HashSet<>();
    private BlockingBudgets blocking = BlockingBudgets.NONE;
    private boolean away;

    private record Held(int installation, BigDecimal amount, Instant until) {}

    SharedAmounts(OrganizationId organization, ReportingCalendar calendar, InstantSource clock) {
        this.organization = organization;
        this.calendar = calendar;
        this.clock = clock;
    }

    void set(BudgetId id, BudgetTerms terms) {
        Budget before = budgets.get(id);
        budgets.put(
                id,
                new Budget(
                        organization,
                        id,
                        before == null ? 1 : before.version() + 1,
                        terms,
                        new UserId("owner"),
                        clock.instant(),
                        null));
        blocking = new BlockingBudgets(calendar, List.copyOf(budgets.values()));
    }

    void end(BudgetId id) {
        budgets.remove(id);
        blocking = new BlockingBudgets(calendar, List.copyOf(budgets.values()));
    }

    void goAway(boolean gone) {
        away = gone;
    }

    BudgetDirectory directory() {
        return asked -> asked.equals(organization) ? blocking : BlockingBudgets.NONE;
    }

    /** Adds calls to the sums, each once. */
    void post(List<UsageRecord> records) {
        for (UsageRecord call : records) {
            if (!posted.add(call.id()) || call.isFree()) {
                continue;
            }
            BudgetedCall budgeted = BudgetedCall.of(
                    call.attribution(),
                    requireNonNull(call.operation()),
                    call.provider(),
                    call.call().requestedModel());
            for (Budget budget : budgets.values()) {
                boolean isIn =
                        budget.terms().window().at(call.createdAt(), calendar).contains(call.createdAt());
                if (isIn && budget.terms().selector().matches(budgeted)) {
                    spent.computeIfAbsent(key(budget, budgeted, call.createdAt()), key -> new TreeMap<>())
                            .merge(
                                    call.createdAt().truncatedTo(ChronoUnit.MINUTES),
                                    figure(budget.terms().measure(), call),
                                    BigDecimal::add);
                }
            }
        }
    }

    private LeaseKey key(Budget budget, BudgetedCall call, Instant at) {
        BudgetWindow window = budget.terms().window();
        return new LeaseKey(
                organization,
                budget.id(),
                budget.terms().subjectOf(call),
                window instanceof BudgetWindow.Rolling
                        ? Instant.EPOCH
                        : window.at(at, calendar).from());
    }

    static BigDecimal figure(BudgetMeasure measure, UsageRecord call) {
        return switch (measure) {
            case COST -> call.cost().total().amount();
            case TOKENS ->
                BigDecimal.valueOf(
                        call.quantities().inputTokens() + call.quantities().outputTokens());
            case REQUESTS -> BigDecimal.ONE;
        };
    }

    BigDecimal spent(LeaseKey key) {
        NavigableMap<Instant, BigDecimal> minutes = spent.getOrDefault(key, new TreeMap<>());
        Budget budget = budgets.get(key.budget());
        Collection<BigDecimal> counted =
                budget != null && budget.terms().window() instanceof BudgetWindow.Rolling rolling
                        ? minutes.tailMap(rolling.at(clock.instant(), calendar).from(), true)
                                .values()
                        : minutes.values();
        return counted.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Whether a gateway holds anything of an amount that has not ended. */
    boolean holds(LeaseKey key, int gateway) {
        Held lease = leases.getOrDefault(key, Map.of()).get(gateway);
        return lease != null && lease.until().isAfter(clock.instant());
    }

    /** What something is on hold for that calls began. */
    List<WorkAhead> works() {
        return List.copyOf(works);
    }

    /** What any gateway holds that is alive. */
    BigDecimal held(LeaseKey key) {
        return others(key, -1);
    }

    BigDecimal onHold(LeaseKey key) {
        return holds.getOrDefault(key, Map.of()).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal others(LeaseKey key, int gateway) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<Integer, Held> lease : leases.getOrDefault(key, Map.of()).entrySet()) {
            if (lease.getKey() != gateway && lease.getValue().until().isAfter(clock.instant())) {
                sum = sum.add(lease.getValue().amount());
            }
        }
        return sum;
    }

    BudgetLeases of(int gateway) {
        return of(gateway, gateway);
    }

    BudgetLeases of(int gateway, int installation) {
        return new BudgetLeases() {
            @Override
            public Duration lifetime() {
                return LIFETIME;
            }

            @Override
            public List<Grant> exchange(List<Claim> claims) {
                requireHere();
                List<Grant> grants = new ArrayList<>();
                for (Claim claim : claims) {
                    Budget budget = budgets.get(claim.key().budget());
                    if (budget != null) {
                        grants.add(grant(gateway, installation, claim, budget));
                    }
                }
                return grants;
            }

            @Override
            public void hold(List<Hold> given) {
                requireHere();
                given.forEach(hold -> Optional.ofNullable(hold.work()).ifPresent(works::add));
                given.forEach(hold -> holds.computeIfAbsent(hold.key(), key -> new HashMap<>())
                        .put(hold.call(), hold.amount()));
            }

            @Override
            public void dropEarlier() {
                requireHere();
                leases.values()
                        .forEach(held -> held.entrySet()
                                .removeIf(lease -> lease.getKey() != gateway
                                        && lease.getValue().installation() == installation));
            }
        };
    }

    private void requireHere() {
        if (away) {
            throw new IllegalStateException("The database is away");
        }
    }

    private BudgetLeases.Grant grant(int gateway, int installation, BudgetLeases.Claim claim, Budget budget) {
        BigDecimal amount = budget.terms().amount();
        BigDecimal reserved = others(claim.key(), gateway).add(onHold(claim.key()));
        BigDecimal room = amount.subtract(spent(claim.key())).subtract(reserved).subtract(claim.held());
        BigDecimal granted = room.compareTo(claim.least()) < 0 || room.signum() <= 0
                ? BigDecimal.ZERO
                : room.compareTo(claim.needed()) <= 0
                        ? room
                        : claim.wanted() && !budget.terms().blocking().strict()
                                ? claim.needed()
                                        .add(room.subtract(claim.needed())
                                                .multiply(SHARE)
                                                .setScale(
                                                        budget.terms().measure() == BudgetMeasure.COST ? 9 : 0,
                                                        RoundingMode.DOWN))
                                : claim.needed();
        leases.computeIfAbsent(claim.key(), key -> new HashMap<>())
                .put(
                        gateway,
                        new Held(
                                installation,
                                claim.held().add(granted),
                                clock.instant().plus(budget.terms().blocking().strict() ? STRICT_LIFETIME : LIFETIME)));
        return new BudgetLeases.Grant(claim.key(), amount, spent(claim.key()), reserved, granted);
    }

    /** The amounts that any call was ever counted for. */
    Set<LeaseKey> amounts() {
        Set<LeaseKey> all = new HashSet<>(spent.keySet());
        all.addAll(leases.keySet());
        return all;
    }

    BudgetTerms terms(BudgetId id) {
        return requireNonNull(budgets.get(id)).terms();
    }
}
