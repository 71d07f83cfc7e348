package io.tokentally.bootstrap.retention;

import io.tokentally.application.port.in.alert.PurgeAlertsUseCase;
import io.tokentally.application.port.in.retention.CallArchive;
import io.tokentally.application.port.in.retention.RetainCallsUseCase;
import io.tokentally.application.port.in.retention.RetainCallsUseCase.MonthRetained;
import io.tokentally.application.port.in.retention.RetainCallsUseCase.Outcome;
import io.tokentally.bootstrap.schedule.PeriodicJob;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has calls and alerts removed whose time is over, once a day. */
final class RetentionJob extends PeriodicJob {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);

    private static final Duration FIRST = Duration.ofMinutes(10);
    private static final Duration EVERY = Duration.ofDays(1);

    private final RetainCallsUseCase retention;
    private final PurgeAlertsUseCase alerts;
    private final @Nullable CallArchive archive;

    /** @param archive absent for none */
    RetentionJob(RetainCallsUseCase retention, PurgeAlertsUseCase alerts, @Nullable CallArchive archive) {
        super("retention", FIRST, EVERY);
        this.retention = retention;
        this.alerts = alerts;
        this.archive = archive;
    }

    @Override
    protected void work() {
        long purged = alerts.purge();
        if (purged > 0) {
            LOG.info("{} alerts whose time is over have been removed", purged);
        }
        retention.retain(archive, RetentionJob::tell);
    }

    @Override
    protected void failed(Throwable failure) {
        LOG.warn(
                "Calls or alerts whose time is over cannot be removed at the moment; it is tried again in {}",
                EVERY,
                failure);
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
