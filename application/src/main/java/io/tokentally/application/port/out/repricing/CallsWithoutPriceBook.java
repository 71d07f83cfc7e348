package io.tokentally.application.port.out.repricing;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.repricing.RepricedTotals;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.repricing.UnpricedCall;
import io.tokentally.domain.usage.UsageRecordId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The calls in the ledger that were recorded while their organization's price book could not be read. Nobody's view, but
 * the work of the metering itself: it sees of these calls what their price depends on, and of others nothing.
 */
@SystemPort("the metering's own work, of calls that it could not price")
public interface CallsWithoutPriceBook {

    Set<OrganizationId> organizations();

    /** The oldest of an organization. */
    List<UnpricedCall> oldest(OrganizationId organizationId, int limit);

    /**
     * Gives calls their costs as a repricing of its own that is applied, with the same audit trail. A call that has a cost by
     * now, or another reason for having none, is left as it is.
     *
     * @return how many calls were changed
     */
    int price(
            OrganizationId organizationId, RepricingId id, Map<UsageRecordId, Cost> costs, List<RepricedTotals> totals);
}
