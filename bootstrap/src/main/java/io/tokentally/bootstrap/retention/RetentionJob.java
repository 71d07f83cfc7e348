package io.tokentally.bootstrap.retention;

import io.tokentally.application.port.in.retention.CallArchive;
import io.tokentally.application.port.in.retention.RetainCallsUseCase;
import io.tokentally.application.port.in.retention.RetainCallsUseCase.MonthRetained;
import io.tokentally.application.port.in.retention.RetainCallsUseCase.Outcome;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Has calls removed whose time is over, once a day. */
final class RetentionJob implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);

    private static final Duration FIRST = Duration.ofMinutes(10);
    private static final Duration EVERY = Duration.ofDays(1);

    private final RetainCallsUseCase retention;
    private final @Nullable CallArchive archive;
    private @Nullable ScheduledExecutorService executor;

    /** @param archive absent for none */
    RetentionJob(RetainCallsUseCase retention, @Nullable CallArchive archive) {
        this.retention = retention;
        this.archive = archive;
    }

    @Override
    public void start() {
        ScheduledExecutorService job = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("retention").daemon().factory());
        var unused = job.scheduleWithFixedDelay(this::run, FIRST.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
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
            retention.retain(archive, RetentionJob::tell);
        } catch (RuntimeException | Error e) {
            // Whatever it was: what is thrown would end the schedule.
            LOG.warn("Calls whose time is over cannot be removed at the moment; it is tried again in {}", EVERY, e);
        }
    }

    private static void tell(MonthRetained month) {
        if (month.outcome() == Outcome.REMOVED) {
            LOG.info("The calls of {} of organization {} have been removed", month.month(), month.organizationId());
        } else {
            LOG.warn(
                    "The calls of {} of organization {} are due to be removed and stay: {} {}",
                    month.month(),
                    month.organizationId(),
                    month.outcome(),
                    month.detail());
        }
    }
}
