package io.tokentally.application.port.in.pricing;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.ShutdownComparison;

/** Owners have the shutdowns of the price list compared with what the provider itself tells. */
@ReadsOrganizationData
public interface CompareShutdownsUseCase {

    /**
     * Asks the provider with the key that the viewer's organization has stored for it.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     * @throws io.tokentally.domain.key.KeyRefusedException if no key is stored, and the provider wants one
     * @throws io.tokentally.domain.pricing.PriceRefusedException if the provider gives no answer that can be read
     */
    ShutdownComparison compare(Viewer viewer);
}
