package io.tokentally.application.port.out.pricing;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.pricing.PriceBook;

/** Knows what everybody pays who has agreed nothing else. */
@SystemPort("the list is the same for everybody")
public interface ListPrices {

    /** The book that comes along, or the one that was put in its place. Another book is another instance. */
    PriceBook priceBook();
}
