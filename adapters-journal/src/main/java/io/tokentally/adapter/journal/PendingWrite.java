package io.tokentally.adapter.journal;

import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.util.concurrent.CompletableFuture;

/** A record on its way to the disk, and whom to tell. */
record PendingWrite(UsageRecord usageRecord, CompletableFuture<UsageRecordId> kept) {

    PendingWrite(UsageRecord usageRecord) {
        this(usageRecord, new CompletableFuture<>());
    }

    void complete() {
        kept.complete(usageRecord.id());
    }

    void fail(RuntimeException cause) {
        kept.completeExceptionally(cause);
    }
}
