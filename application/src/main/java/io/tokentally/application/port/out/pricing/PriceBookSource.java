package io.tokentally.application.port.out.pricing;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.pricing.PriceBook;

/** Knows the price book. */
public interface PriceBookSource {

    /** The book as it stands now, as this organization pays. Cheap enough to ask for each call. */
    PriceBook priceBook(OrganizationId organizationId);
}
