package io.tokentally.bootstrap.database;

import io.tokentally.adapter.persistence.setup.UsageMonths;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Has the log's partitions made ahead: at the start, and several times a day. */
final class UsageMonthsJob implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(UsageMonthsJob.class);

    private static final Duration EVERY = Duration.ofHours(6);

    private final UsageMonths months;
    private final Clock clock;
    private @Nullable ScheduledExecutorService executor;

    UsageMonthsJob(UsageMonths months, Clock clock) {
        this.months = months;
        this.clock = clock;
    }

    @Override
    public void start() {
        ScheduledExecutorService job = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("usage-months").daemon().factory());
        var unused = job.scheduleWithFixedDelay(this::run, 0, EVERY.toSeconds(), TimeUnit.SECONDS);
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
            months.make(YearMonth.now(clock.withZone(ZoneOffset.UTC)));
        } catch (RuntimeException | Error e) {
            // Whatever it was: what is thrown would end the schedule.
            LOG.warn(
                    "Partitions of the coming months cannot be made at the moment; posting makes those that are missing",
                    e);
        }
    }
}
