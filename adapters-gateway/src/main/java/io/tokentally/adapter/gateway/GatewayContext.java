package io.tokentally.adapter.gateway;

import io.tokentally.application.port.in.key.AuthorizeCallUseCase;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * What all calls have in common.
 *
 * @param workers for what takes longer than an event loop can wait
 * @param drainShares of which answers are read though their caller is gone
 * @param drains how many answers are read just now though their caller is gone
 * @param stopping whether no further calls are taken
 * @param ticker a monotonic clock, in nanoseconds
 */
record GatewayContext(
        GatewayOptions options,
        Routes routes,
        KeyAuthentication admission,
        AuthorizeCallUseCase authorization,
        KeyLimiter limiter,
        BufferBudget budget,
        ClientConnections connections,
        FairBudget drainShares,
        CallRecorder recorder,
        GatewayMetrics metrics,
        Executor workers,
        AtomicInteger drains,
        AtomicBoolean stopping,
        InstantSource clock,
        LongSupplier ticker) {

    long now() {
        return ticker.getAsLong();
    }
}
