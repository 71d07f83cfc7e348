package io.tokentally.application.port.in.repricing;

import io.tokentally.application.port.kind.SystemPort;

/** Prices the calls that wait for a price, where owners let that be done without them. */
@SystemPort("prices what the metering could not, for nobody to look at")
public interface PriceWaitingCallsUseCase {

    /**
     * Prices what can be priced by now. It looks at an organization's calls when it has another price book than the last time,
     * and once an hour, for calls may come late; else it does nothing.
     *
     * @return how many calls have a cost now
     */
    int priceWaitingCalls();
}
