package io.tokentally.bootstrap.metering;

import io.tokentally.application.port.in.pricing.CollectPriceBundlesUseCase;
import io.tokentally.domain.pricing.StoredBundle.Door;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Has price bundles taken in: from the folder every minute, and from the address once a day. */
final class PriceBundleJob implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PriceBundleJob.class);

    private final CollectPriceBundlesUseCase bundles;
    private final Duration folderEvery;
    private final Duration addressEvery;
    private @Nullable ScheduledExecutorService executor;

    PriceBundleJob(CollectPriceBundlesUseCase bundles, Duration folderEvery, Duration addressEvery) {
        this.bundles = bundles;
        this.folderEvery = folderEvery;
        this.addressEvery = addressEvery;
    }

    @Override
    public void start() {
        ScheduledExecutorService job = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("price-bundles").daemon().factory());
        schedule(job, Door.FOLDER, folderEvery);
        schedule(job, Door.ADDRESS, addressEvery);
        executor = job;
    }

    /** The first time as soon as the folder is looked into for the first time. */
    private void schedule(ScheduledExecutorService job, Door door, Duration every) {
        var unused = job.scheduleWithFixedDelay(
                () -> collect(door), folderEvery.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
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

    private void collect(Door door) {
        try {
            bundles.collect(door);
        } catch (RuntimeException | Error e) {
            // Whatever it was: what is thrown would end the schedule.
            LOG.warn("Price bundles cannot be taken in at the moment ({}); it is tried again", door, e);
        }
    }
}
