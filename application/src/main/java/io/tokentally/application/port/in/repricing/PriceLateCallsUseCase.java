package io.tokentally.application.port.in.repricing;

import io.tokentally.application.port.kind.SystemPort;

/** Prices the calls whose organization's price book could not be read when they were recorded. */
@SystemPort("prices what the metering could not, for nobody to look at")
public interface PriceLateCallsUseCase {

    /**
     * Prices what can be priced by now, which is little or nothing at almost all times.
     *
     * @return how many calls have another cost now
     */
    int priceLateCalls();
}
