package io.tokentally.bootstrap.database;

import io.tokentally.adapter.persistence.setup.UsageMonths;
import io.tokentally.bootstrap.schedule.PeriodicJob;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the log's partitions made ahead: at the start, and several times a day. */
final class UsageMonthsJob extends PeriodicJob {

    private static final Logger LOG = LoggerFactory.getLogger(UsageMonthsJob.class);

    private static final Duration EVERY = Duration.ofHours(6);

    private final UsageMonths months;
    private final Clock clock;

    UsageMonthsJob(UsageMonths months, Clock clock) {
        super("usage-months", Duration.ZERO, EVERY);
        this.months = months;
        this.clock = clock;
    }

    @Override
    protected void work() {
        months.make(YearMonth.now(clock.withZone(ZoneOffset.UTC)));
    }

    @Override
    protected void failed(Throwable failure) {
        LOG.warn(
                "Partitions of the coming months cannot be made at the moment; posting makes those that are missing",
                failure);
    }
}
