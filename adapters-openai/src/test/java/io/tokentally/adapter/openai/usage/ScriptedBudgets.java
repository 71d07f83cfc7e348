package io.tokentally.adapter.openai.usage;

import io.tokentally.application.port.in.budget.AdmitSpendingUseCase;
import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.application.port.in.budget.SpendingRequest;
import io.tokentally.application.port.in.budget.SpendingVerdict;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.budget.BatchFile;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.budget.WorkAhead;
import io.tokentally.domain.metering.Provider;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Budgets that say what a test has them say. */
final class ScriptedBudgets implements AdmitSpendingUseCase {

    static final Instant ADMITTED_AT = RecordedCalls.NOON.minusMillis(7);

    final List<SpendingRequest> asked = new CopyOnWriteArrayList<>();
    private volatile Function<BudgetedCall, @Nullable Long> limits = call -> null;
    /** What calls that were let out have begun. */
    List<WorkAhead> works = List.of();

    private final boolean blocks;
    private final Function<SpendingRequest, CompletableFuture<SpendingVerdict>> verdicts;

    private ScriptedBudgets(boolean blocks, Function<SpendingRequest, CompletableFuture<SpendingVerdict>> verdicts) {
        this.blocks = blocks;
        this.verdicts = verdicts;
    }

    /** There are none that block. */
    static ScriptedBudgets none() {
        return new ScriptedBudgets(false, request -> {
            throw new AssertionError("Nobody need ask");
        });
    }

    static ScriptedBudgets that(Function<SpendingRequest, CompletableFuture<SpendingVerdict>> say) {
        return new ScriptedBudgets(true, say);
    }

    /** They set something aside for each attempt, and let it out. */
    static ScriptedBudgets thatLetOut() {
        List<WorkAhead> works = new CopyOnWriteArrayList<>();
        ScriptedBudgets budgets =
                that(request -> CompletableFuture.completedFuture(new SpendingVerdict.Admitted(new Held(works))));
        budgets.works = works;
        return budgets;
    }

    static ScriptedBudgets thatSay(SpendingVerdict verdict) {
        return that(request -> CompletableFuture.completedFuture(verdict));
    }

    @Override
    public boolean isBounded(OrganizationId organization) {
        return blocks;
    }

    /** From now on they limit answers so. */
    ScriptedBudgets limiting(Function<BudgetedCall, @Nullable Long> toTokens) {
        limits = toTokens;
        return this;
    }

    @Override
    public @Nullable Long outputLimit(BudgetedCall call) {
        return limits.apply(call);
    }

    @Override
    public void batchFileKept(OrganizationId organization, Provider provider, BatchFile file, BatchContents contents) {
        throw new AssertionError("Files are sent to gateways");
    }

    @Override
    public CompletableFuture<SpendingVerdict> admit(SpendingRequest request) {
        asked.add(request);
        return verdicts.apply(request);
    }

    /** Something that is set aside, and that nobody here gives back: each attempt has a record. */
    private static final class Held implements Reservation {

        private final List<WorkAhead> works;

        Held(List<WorkAhead> works) {
            this.works = works;
        }

        @Override
        public Instant admittedAt() {
            return ADMITTED_AT;
        }

        @Override
        public void goesOn(WorkAhead begun) {
            works.add(begun);
        }

        @Override
        public void cancel() {
            throw new AssertionError("It goes with the record");
        }
    }
}
