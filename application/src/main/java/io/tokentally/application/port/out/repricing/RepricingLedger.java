package io.tokentally.application.port.out.repricing;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.repricing.RepricedTotals;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.repricing.RepricingRequest;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Replaces costs in the ledger, and keeps the old ones in an audit trail that nothing is ever removed from. A replaced cost,
 * its audit entry, the roll-ups and the progress are one transaction, that of the caller. Owners only: the database refuses
 * whoever else tries.
 */
@ReadsOrganizationData
public interface RepricingLedger {

    long count(Viewer viewer, RepricingRequest request);

    /** The next calls that the request is for, by their ids, the lowest first. */
    List<UsageRecord> next(Viewer viewer, RepricingRequest request, @Nullable UsageRecordId after, int limit);

    void begin(Viewer viewer, Repricing repricing);

    List<Repricing> all(Viewer viewer);

    /**
     * Locks the repricing until the transaction ends, so that two at once go on one after the other.
     *
     * @return empty if the organization has none by that name
     */
    Optional<Progress> lock(Viewer viewer, RepricingId id);

    /**
     * @param last the last call that it has looked at; absent before the first
     */
    record Progress(Repricing repricing, @Nullable UsageRecordId last) {}

    /**
     * Gives the calls their new costs.
     *
     * @param last the last call that was looked at, changed or not
     * @param totals of the calls that were looked at since the last time, changed or not; they are added to those before
     */
    void apply(
            Viewer viewer,
            RepricingId id,
            Map<UsageRecordId, Cost> costs,
            UsageRecordId last,
            List<RepricedTotals> totals);

    /** The repricings whose calls a later one has changed again, which is neither undone nor being undone. */
    List<RepricingId> laterThan(Viewer viewer, RepricingId id);

    /** Puts old costs back, of so many calls at most, and returns how many there were. */
    int putBack(Viewer viewer, RepricingId id, int limit);

    void setState(Viewer viewer, RepricingId id, Repricing.State state);
}
