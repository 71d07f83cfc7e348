package io.tokentally.application.port.out.pricing;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.pricing.ListPricesInForce;
import io.tokentally.domain.pricing.PriceBook;

/** The file of list prices that an operator uploads. It counts before all others, at this start and the next. */
@SystemPort("the list is the same for everybody")
public interface ListPriceFile {

    ListPricesInForce inForce();

    /**
     * What would count with this file, of which nothing is kept yet.
     *
     * @param name for messages
     * @throws io.tokentally.domain.pricing.PriceRefusedException with the line and the reason
     */
    Checked check(String name, byte[] content);

    /** A file that can be used, and its prices. */
    record Checked(ListPricesInForce facts, PriceBook priceBook) {}

    /**
     * Keeps it whole or not at all, and lets it count.
     *
     * @throws io.tokentally.domain.pricing.PriceRefusedException as above, or if it cannot be kept
     */
    void replace(String name, byte[] content);

    /** @throws io.tokentally.domain.pricing.PriceRefusedException if there is none, or what would count cannot be used */
    void withdraw();
}
