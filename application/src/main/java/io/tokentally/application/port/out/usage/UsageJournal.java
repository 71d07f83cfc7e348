package io.tokentally.application.port.out.usage;

import io.tokentally.domain.usage.UsageRecord;

/** Takes records in at once and brings them to the ledger, in its own time. */
public interface UsageJournal {

    /**
     * Keeps the record. Returns without waiting for the ledger.
     *
     * @throws JournalFull if it cannot
     */
    void append(UsageRecord usageRecord);
}
