package io.tokentally.bootstrap.alert;

import io.tokentally.application.port.in.alert.DeliverAlertsUseCase;
import io.tokentally.bootstrap.schedule.PeriodicJob;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has alerts sent, every few seconds. */
final class AlertDeliveryJob extends PeriodicJob {

    private static final Logger LOG = LoggerFactory.getLogger(AlertDeliveryJob.class);

    private final DeliverAlertsUseCase alerts;

    AlertDeliveryJob(DeliverAlertsUseCase alerts, Duration every) {
        super("alert-delivery", every, every);
        this.alerts = alerts;
    }

    @Override
    protected void work() {
        int sent = alerts.deliverDue();
        if (sent > 0) {
            LOG.debug("{} messages about alerts were tried", sent);
        }
    }

    @Override
    protected void failed(Throwable failure) {
        LOG.warn("Alerts cannot be sent at the moment; they are kept, and it is tried again", failure);
    }
}
