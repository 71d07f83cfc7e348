package io.tokentally.bootstrap.metering;

import io.tokentally.application.port.in.refusal.WriteRefusedCallsUseCase;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Has refused calls written every few seconds, and once more when the gateway refuses none any longer. */
final class RefusedCallsJob implements SmartLifecycle {

    /** Started ahead of the gateway, and so stopped behind it. */
    static final int PHASE = 500_000;

    private final WriteRefusedCallsUseCase calls;
    private final Duration every;
    private @Nullable ScheduledExecutorService executor;

    RefusedCallsJob(WriteRefusedCallsUseCase calls, Duration every) {
        this.calls = calls;
        this.every = every;
    }

    @Override
    public void start() {
        ScheduledExecutorService job = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("refused-calls").daemon().factory());
        var unused =
                job.scheduleWithFixedDelay(calls::write, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        executor = job;
    }

    @Override
    public void stop() {
        if (executor != null) {
            executor.shutdown();
            executor = null;
            calls.writeLast();
        }
    }

    @Override
    public boolean isRunning() {
        return executor != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
