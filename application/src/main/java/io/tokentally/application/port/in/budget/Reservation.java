package io.tokentally.application.port.in.budget;

import io.tokentally.application.port.kind.SystemPort;
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

    /** The call did not go out, and uses nothing. */
    void cancel();
}
