package io.tokentally.application.port.out.usage;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.usage.MeteringHealth;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.util.concurrent.CompletableFuture;

/** Keeps records safe at once and brings them to the ledger in its own time, in their order. */
@SystemPort("writes, and hands back an id")
public interface UsageJournal {

    /**
     * Keeps the record. Waits for no ledger and no disk; what it hands to the operating system it may hand over on the
     * caller's thread.
     *
     * @return completes with the record's id when it is as durable as it is meant to be, on the caller's thread or one that must not be held up;
     *     completes exceptionally, with {@link JournalUnavailableException}, if it is not kept
     */
    CompletableFuture<UsageRecordId> append(UsageRecord usageRecord);

    /** Whether calls may go out: false if records cannot be kept now and calls shall be refused rather than go unrecorded. */
    default boolean isReady() {
        return true;
    }

    /** How it is doing; to be asked at any time, and waiting for nothing. */
    default MeteringHealth health() {
        return MeteringHealth.of(isReady());
    }
}
