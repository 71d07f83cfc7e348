package io.tokentally.adapter.gateway;

import io.tokentally.application.port.in.budget.AdmitSpendingUseCase;
import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.application.port.in.budget.SpendingRequest;
import io.tokentally.application.port.in.budget.SpendingVerdict;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.budget.BatchFile;
import io.tokentally.domain.budget.BudgetHeadroom;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetRefusal;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.budget.WorkAhead;
import io.tokentally.domain.metering.Provider;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Budgets that say what the test has them say, and that block nobody until it does. */
public final class ScriptedBudgets implements AdmitSpendingUseCase {

    /** When calls are let out. */
    public static final Instant ADMITTED_AT = GatewayUnderTest.NOW.minusMillis(7);

    /** When the budget that calls are let out by begins anew. */
    private static final Instant RESETS_AT = Instant.parse("2027-01-01T00:00:00Z");

    private final Map<String, BatchContents> files = new ConcurrentHashMap<>();
    private final List<SpendingRequest> asked = new CopyOnWriteArrayList<>();
    private final List<Held> held = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<SpendingVerdict>> waiting = new CopyOnWriteArrayList<>();
    private volatile boolean blocks;
    private volatile boolean waits;
    private volatile Function<BudgetedCall, @Nullable Long> limits = call -> null;
    private volatile @Nullable SpendingVerdict refusal;

    /** What is set aside for one call, and how it ended. */
    public static final class Held implements Reservation {

        private volatile @Nullable WorkAhead work;
        private final AtomicInteger settled = new AtomicInteger();
        private final AtomicInteger cancelled = new AtomicInteger();

        @Override
        public Instant admittedAt() {
            return ADMITTED_AT;
        }

        @Override
        public void goesOn(WorkAhead begun) {
            work = begun;
        }

        @Override
        public void cancel() {
            cancelled.incrementAndGet();
        }

        @Override
        public BudgetHeadroom tightest() {
            return new BudgetHeadroom(BudgetMeasure.TOKENS, new BigDecimal("2000"), new BigDecimal("500"), RESETS_AT);
        }

        void settle() {
            settled.incrementAndGet();
        }

        @Override
        public String toString() {
            return settled.get() == 0 && cancelled.get() == 0
                    ? "held"
                    : "settled %d, cancelled %d".formatted(settled.get(), cancelled.get());
        }
    }

    /** From now on a budget blocks, and lets calls out. */
    public void block() {
        blocks = true;
    }

    /** From now on calls wait for {@link #answer()}. */
    public void blockAndWait() {
        blocks = true;
        waits = true;
    }

    /** From now on none is let out. */
    public void refuse(SpendingVerdict verdict) {
        blocks = true;
        refusal = verdict;
    }

    /** A budget of 50 dollars of which nothing is left. */
    public static SpendingVerdict spent(@Nullable Instant resetsAt) {
        return new SpendingVerdict.Refused(new BudgetRefusal(
                new BudgetId(new UUID(7, 7)),
                "Marketing",
                BudgetRefusal.Reason.SPENT,
                BudgetMeasure.COST,
                new BigDecimal("50"),
                new BigDecimal("49.99"),
                resetsAt));
    }

    /** Those who wait are told. */
    public void answer() {
        waiting.forEach(verdict -> verdict.complete(verdict()));
    }

    public List<SpendingRequest> asked() {
        return asked;
    }

    /** How what was set aside has ended, in its order: {@code held} where it has not. */
    public List<String> ends() {
        return held.stream().map(Held::toString).toList();
    }

    /** What the last call began that was let out. */
    public @Nullable WorkAhead work() {
        return held.getLast().work;
    }

    @Override
    public boolean isBounded(OrganizationId organization) {
        return blocks;
    }

    /** From now on budgets limit answers to that. */
    public void limitOutput(Function<BudgetedCall, @Nullable Long> toTokens) {
        blocks = true;
        limits = toTokens;
    }

    @Override
    public @Nullable Long outputLimit(BudgetedCall call) {
        return limits.apply(call);
    }

    @Override
    public CompletableFuture<SpendingVerdict> admit(SpendingRequest request) {
        asked.add(request);
        if (waits) {
            CompletableFuture<SpendingVerdict> later = new CompletableFuture<>();
            waiting.add(later);
            return later;
        }
        return CompletableFuture.completedFuture(verdict());
    }

    @Override
    public void batchFileKept(OrganizationId organization, Provider provider, BatchFile file, BatchContents contents) {
        files.put(organization + " " + provider + " " + file.id(), contents);
    }

    /** What was told of files, by organization, provider and name. */
    public Map<String, BatchContents> files() {
        return files;
    }

    private SpendingVerdict verdict() {
        SpendingVerdict refused = refusal;
        if (refused != null) {
            return refused;
        }
        Held reservation = new Held();
        held.add(reservation);
        return new SpendingVerdict.Admitted(reservation);
    }
}
