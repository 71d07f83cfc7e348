package io.tokentally.adapter.openai.usage;

import io.tokentally.application.port.in.budget.AdmitSpendingUseCase;
import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.application.port.in.budget.SpendingRequest;
import io.tokentally.application.port.in.budget.SpendingVerdict;
import io.tokentally.domain.access.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Budgets that say what a test has them say. */
final class ScriptedBudgets implements AdmitSpendingUseCase {

    static final Instant ADMITTED_AT = RecordedCalls.NOON.minusMillis(7);

    final List<SpendingRequest> asked = new CopyOnWriteArrayList<>();
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
        return that(request -> CompletableFuture.completedFuture(new SpendingVerdict.Admitted(new Held())));
    }

    static ScriptedBudgets thatSay(SpendingVerdict verdict) {
        return that(request -> CompletableFuture.completedFuture(verdict));
    }

    @Override
    public boolean isBounded(OrganizationId organization) {
        return blocks;
    }

    @Override
    public CompletableFuture<SpendingVerdict> admit(SpendingRequest request) {
        asked.add(request);
        return verdicts.apply(request);
    }

    /** Something that is set aside, and that nobody here gives back: each attempt has a record. */
    private static final class Held implements Reservation {

        @Override
        public Instant admittedAt() {
            return ADMITTED_AT;
        }

        @Override
        public void cancel() {
            throw new AssertionError("It goes with the record");
        }
    }
}
