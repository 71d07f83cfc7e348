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
import org.jspecify.annotations.Nullable;

/**
 * The calls in the ledger that wait for a price, of organizations whose owners let them be priced as soon as there is one.
 * Nobody's view: it sees of these calls what their price depends on, and of others nothing.
 */
@SystemPort("the metering's own work, of calls that it could not price, as their owners let it")
public interface WaitingCalls {

    /** Those that let it, and have such calls. */
    Set<OrganizationId> organizations();

    /** The oldest after that one; from the first if there is none. Nothing if the organization does not let it. */
    List<UnpricedCall> after(OrganizationId organizationId, @Nullable UsageRecordId last, int limit);

    /**
     * Gives calls their costs as a repricing of its own that is applied, with the same audit trail. A call that has a cost by
     * now is left as it is, and so are all if the organization does not let it any more.
     *
     * @return how many calls were changed
     */
    int price(
            OrganizationId organizationId, RepricingId id, Map<UsageRecordId, Cost> costs, List<RepricedTotals> totals);
}
