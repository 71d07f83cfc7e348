package io.tokentally.bootstrap.metering;

import io.tokentally.application.port.in.repricing.PriceLateCallsUseCase;
import io.tokentally.application.port.in.repricing.PriceWaitingCallsUseCase;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Has calls priced, every few seconds: those that were recorded while their price book could not be read, and those that wait for
 * a price where owners let it be done without them.
 */
final class LatePricingJob implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LatePricingJob.class);

    private final PriceLateCallsUseCase lateCalls;
    private final PriceWaitingCallsUseCase waitingCalls;
    private final Duration every;
    private boolean failing;
    private @Nullable ScheduledExecutorService executor;

    LatePricingJob(PriceLateCallsUseCase lateCalls, PriceWaitingCallsUseCase waitingCalls, Duration every) {
        this.lateCalls = lateCalls;
        this.waitingCalls = waitingCalls;
        this.every = every;
    }

    @Override
    public void start() {
        ScheduledExecutorService job = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("late-pricing").daemon().factory());
        var unused = job.scheduleWithFixedDelay(this::run, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        executor = job;
    }

    @Override
    public void stop() {
        if (executor != null) {
            executor.shutdownNow();
            executor = null;
        }
    }

    @Override
    public boolean isRunning() {
        return executor != null;
    }

    private void run() {
        try {
            int priced = lateCalls.priceLateCalls();
            if (priced > 0) {
                LOG.info(
                        "{} calls have been priced whose price book could not be read when they were recorded", priced);
            }
            int found = waitingCalls.priceWaitingCalls();
            if (found > 0) {
                LOG.info("{} calls have been priced that waited for a price", found);
            }
            failing = false;
        } catch (RuntimeException | Error e) {
            // Whatever it was: what is thrown would end the schedule.
            if (!failing) {
                LOG.warn(
                        "Calls that lack a price book, or waited for a price, cannot be priced at the moment; it is tried again",
                        e);
            }
            failing = true;
        }
    }
}
