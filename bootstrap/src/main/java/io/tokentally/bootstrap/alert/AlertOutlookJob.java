package io.tokentally.bootstrap.alert;

import io.tokentally.application.port.in.alert.WatchOutlooksUseCase;
import io.tokentally.bootstrap.schedule.PeriodicJob;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has what is to come looked at, every hour. */
final class AlertOutlookJob extends PeriodicJob {

    private static final Logger LOG = LoggerFactory.getLogger(AlertOutlookJob.class);

    private final WatchOutlooksUseCase outlooks;

    AlertOutlookJob(WatchOutlooksUseCase outlooks, Duration first, Duration every) {
        super("alert-outlooks", first, every);
        this.outlooks = outlooks;
    }

    @Override
    protected void work() {
        long raised = outlooks.look();
        if (raised > 0) {
            LOG.info("What is to come has raised {} alerts", raised);
        }
    }

    @Override
    protected void failed(Throwable failure) {
        LOG.warn(
                "Ending models and forecasts of budgets cannot be looked at at the moment; it is tried again", failure);
    }
}
