package io.tokentally.application.port.out.pricing;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.pricing.PriceBook;
import java.util.Optional;

/** The price books of all organizations, in memory: no answer waits for anything, so that event loops may ask. */
@SystemPort("asked when a call is recorded, of which nobody looks at anything")
public interface PriceBookSource {

    /**
     * The book as the organization pays now.
     *
     * @return empty where it could not be read, for which the list would be a guess
     */
    Optional<PriceBook> priceBook(OrganizationId organizationId);

    /** Whether the books have been read, and of late. */
    default boolean isReady() {
        return true;
    }
}
