package io.tokentally.application.port.out.usage;

import io.tokentally.domain.usage.UsageRecord;

/** Learns how metering goes, for metrics and logs. What it is told never holds prompts, answers or keys. */
public interface MeteringMonitor {

    /** A call was priced, and its record handed to the journal. */
    void recorded(UsageRecord usageRecord);

    /** So many records are in the ledger now. */
    void posted(int usageRecords);

    /** Posting failed and will be tried again. */
    void postingDelayed(int usageRecords, Throwable cause);

    /** A call went out and could not be recorded, or only without what it costs. */
    void recordingFailed(Throwable cause);

    /** So many records are lost for good. */
    void lost(int usageRecords, String reason);
}
