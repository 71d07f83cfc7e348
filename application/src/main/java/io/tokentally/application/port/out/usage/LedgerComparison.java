package io.tokentally.application.port.out.usage;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.usage.ImportCounts;
import io.tokentally.domain.usage.SummedUsage;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** What an import asks of the ledger, so that nothing is in there twice, and what it writes into the organization's audit log. */
@SystemPort("compared with what the operator hands in, and shown to nobody")
public interface LedgerComparison {

    /** Which of these records the ledger has. */
    Map<UsageRecordId, UsageRecord> find(OrganizationId organizationId, Collection<UsageRecordId> ids);

    /** Why a sum cannot stand beside what the ledger has. */
    Set<Conflict> conflicts(MeteredCall call, SummedUsage sum);

    /** Tells the organization's audit log what was taken of a file. */
    void audit(OrganizationId organizationId, String fileName, ImportCounts counts);

    /** What a sum cannot stand beside. */
    enum Conflict {
        /** Calls of its provider were metered at that time. */
        METERED,
        /** Sums of other widths tell of that day. */
        OTHER_WIDTH,
        /** Sums that were told apart by other things tell of that time. */
        OTHER_GROUPING,
        /** It is of two days of the organization's time zone. */
        TWO_DAYS
    }
}
