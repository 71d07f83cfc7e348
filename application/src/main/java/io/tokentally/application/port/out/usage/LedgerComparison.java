package io.tokentally.application.port.out.usage;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.usage.ImportCounts;
import io.tokentally.domain.usage.Likeness;
import io.tokentally.domain.usage.SummedUsage;
import io.tokentally.domain.usage.UsageRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an import asks of the ledger, so that nothing is in there twice, and what it writes into the organization's audit log. */
@SystemPort("tells of what the operator hands in whether it is there, and nothing of what is there")
public interface LedgerComparison {

    /**
     * How each of an organization's records stands to the one of its id that the ledger has.
     *
     * @return in their order; empty for what the ledger does not have
     */
    List<Optional<Likeness>> compare(OrganizationId organizationId, List<UsageRecord> given);

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
