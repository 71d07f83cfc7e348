package io.tokentally.application.port.in.usage;

import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.usage.MeteringHealth;
import io.tokentally.domain.usage.UsageRecordId;
import java.util.concurrent.CompletableFuture;

/** An adapter that called a provider reports each attempt that went out. */
@SystemPort("writes, and hands back an id")
public interface RecordUsageUseCase {

    /**
     * Prices the call and hands it to the journal. Returns at once: it waits for no database and no disk. A call that
     * cannot be priced is recorded without a cost.
     *
     * @return completes with the record's id when it is kept as durably as the installation wants it; completes exceptionally if it is
     *     not kept. Completed before the return, or on a thread of the journal's, which must not be held up
     * @throws RuntimeException if the call cannot be recorded; the adapter must not let it reach the caller of the
     *     provider, and reports it by {@link ReportMeteringFailureUseCase}
     */
    default CompletableFuture<UsageRecordId> record(MeteredCall call) {
        return record(call, Reservation.NONE);
    }

    /**
     * As {@link #record(MeteredCall)}; what was set aside for the call is settled by what it cost.
     *
     * @param reservation is used up, whether or not the call can be recorded: one that cannot be holds what was set aside
     */
    CompletableFuture<UsageRecordId> record(MeteredCall call, Reservation reservation);

    /** Whether calls may go out: false where the installation refuses calls that it could not record. */
    default boolean isReady() {
        return true;
    }

    /** Whether records are kept, and reach the ledger; to be asked at any time, and waiting for nothing. */
    default MeteringHealth health() {
        return MeteringHealth.of(isReady());
    }
}
