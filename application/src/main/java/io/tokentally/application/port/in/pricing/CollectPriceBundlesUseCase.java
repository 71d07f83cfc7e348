package io.tokentally.application.port.in.pricing;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.pricing.StoredBundle;

/** Takes in the price bundles that come by themselves. */
@SystemPort("the list is the same for everybody")
public interface CollectPriceBundlesUseCase {

    /** Has what is new behind a door wait for an operator, or applies it where that is set. What is refused changes nothing. */
    void collect(StoredBundle.Door door);
}
