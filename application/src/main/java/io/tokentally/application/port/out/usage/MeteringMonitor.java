package io.tokentally.application.port.out.usage;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.usage.UsageRecord;

/** Learns how metering goes, for metrics and logs. What it is told never holds prompts, answers or keys. */
@SystemPort("is told, and hands nothing back")
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

    /** The ledger will never take these records, or they cannot be read: they are kept aside, out of the ledger. */
    default void setAside(int usageRecords, String reason) {}

    /** The journal cannot write. Until it is told otherwise, records are in memory at best. */
    default void journalBroken(Throwable cause) {}

    /** The journal writes again. */
    default void journalRestored() {}

    /** The journal's file could not be read; it lies under another name now, and a new one was begun. */
    default void journalReplaced(String damagedFile) {}
}
