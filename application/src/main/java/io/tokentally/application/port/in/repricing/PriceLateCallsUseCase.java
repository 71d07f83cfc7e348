package io.tokentally.application.port.in.repricing;

/** Prices the calls whose organization's price book could not be read when they were recorded. */
public interface PriceLateCallsUseCase {

    /**
     * Prices what can be priced by now, which is little or nothing at almost all times.
     *
     * @return how many calls have another cost now
     */
    int priceLateCalls();
}
