package io.tokentally.adapter.gateway.call;

import io.tokentally.adapter.gateway.admission.BufferBudget;
import io.tokentally.adapter.gateway.admission.FairBudget;
import io.tokentally.adapter.gateway.admission.KeyAuthentication;
import io.tokentally.adapter.gateway.admission.KeyLimiter;
import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.adapter.gateway.recording.CallRecorder;
import io.tokentally.adapter.gateway.recording.GatewayMetrics;
import io.tokentally.adapter.gateway.upstream.Routes;
import io.tokentally.application.port.in.budget.AdmitSpendingUseCase;
import io.tokentally.application.port.in.key.AuthorizeCallUseCase;
import io.tokentally.application.port.in.refusal.CountRefusedCallUseCase;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The settings and shared objects that all calls have in common.
 *
 * @param workers for what takes longer than an event loop can wait
 * @param drainShares of which responses are read though their caller is gone
 * @param drains how many responses are read just now though their caller is gone
 * @param stopping whether no further calls are taken
 * @param ticker a monotonic clock, in nanoseconds
 */
public record GatewayContext(
        GatewayOptions options,
        Routes routes,
        KeyAuthentication admission,
        AuthorizeCallUseCase authorization,
        AdmitSpendingUseCase spending,
        KeyLimiter limiter,
        BufferBudget budget,
        FairBudget drainShares,
        CallRecorder recorder,
        CountRefusedCallUseCase refusals,
        GatewayMetrics metrics,
        Executor workers,
        AtomicInteger drains,
        AtomicBoolean stopping,
        InstantSource clock,
        LongSupplier ticker) {

    public long now() {
        return ticker.getAsLong();
    }
}
