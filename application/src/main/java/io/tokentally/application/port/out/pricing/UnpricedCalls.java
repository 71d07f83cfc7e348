package io.tokentally.application.port.out.pricing;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.UnpricedModel;
import java.util.List;

/** Knows which calls of an organization wait for a price. */
@ReadsOrganizationData
public interface UnpricedCalls {

    /**
     * Those that a rate would price, with {@link io.tokentally.domain.pricing.UnpricedReason#NO_PRICE} or {@link
     * io.tokentally.domain.pricing.UnpricedReason#NO_PRICES_FOR_UPSTREAM}, the model with the most calls first.
     */
    List<UnpricedModel> find(Viewer viewer);
}
