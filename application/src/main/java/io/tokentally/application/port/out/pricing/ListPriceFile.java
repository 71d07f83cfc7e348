package io.tokentally.application.port.out.pricing;

import io.tokentally.domain.pricing.ListPricesInForce;

/** The file of list prices that an operator uploads. It counts before all others, at this start and the next. */
public interface ListPriceFile {

    ListPricesInForce inForce();

    /**
     * What would count with this file, of which nothing is kept yet.
     *
     * @param name for messages
     * @throws io.tokentally.domain.pricing.PriceRefusedException with the line and the reason
     */
    ListPricesInForce check(String name, byte[] content);

    /**
     * Keeps it whole or not at all, and lets it count.
     *
     * @throws io.tokentally.domain.pricing.PriceRefusedException as above, or if it cannot be kept
     */
    void replace(String name, byte[] content);

    /** @throws io.tokentally.domain.pricing.PriceRefusedException if there is none, or what would count cannot be used */
    void withdraw();
}
