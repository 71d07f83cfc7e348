package io.tokentally.application.port.in.usage;

import io.tokentally.domain.metering.MeteredCall;

/** An adapter that called a provider reports each attempt that went out. */
public interface RecordUsageUseCase {

    /**
     * Prices the call and hands it to the journal. Returns at once: it waits for no database. A call that cannot be priced
     * is recorded without a cost.
     *
     * @throws RuntimeException if the call cannot be recorded; the adapter must not let it reach the caller of the
     *     provider, and reports it to the {@link io.tokentally.application.port.out.usage.MeteringMonitor}
     */
    void record(MeteredCall call);
}
