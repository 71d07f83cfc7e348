package io.tokentally.application.port.in.budget;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.budget.BudgetHeadroom;
import io.tokentally.domain.budget.WorkAhead;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is set aside for one call on the budgets that it counts for. It ends once: with the call's record, by
 * {@code RecordUsageUseCase.record}, or here.
 */
@SystemPort("a call's own, in the hands of whoever sends it")
public interface Reservation {

    /** Of a call that no budget blocks. */
    Reservation NONE = new Reservation() {
        @Override
        public @Nullable Instant admittedAt() {
            return null;
        }

        @Override
        public void cancel() {
            // Nothing was set aside.
        }
    };

    /**
     * The instant that the call has to be recorded under, for it says which windows it counts in; absent where no budget does.
     */
    @Nullable
    Instant admittedAt();

    /**
     * What is left, with this call's share set aside, of the budget that most is used of among those that the call counts for; as
     * known here by now, for nobody is asked. Absent where no budget blocks the call.
     */
    default @Nullable BudgetHeadroom tightest() {
        return null;
    }

    /**
     * The call began work that is billed later: unless its record is billed itself, what was set aside stays so for that work, until the
     * ledger knows what it used or its time is over. To be said ahead of the record.
     */
    default void goesOn(WorkAhead work) {}

    /** The call did not go out, and uses nothing. */
    void cancel();
}
