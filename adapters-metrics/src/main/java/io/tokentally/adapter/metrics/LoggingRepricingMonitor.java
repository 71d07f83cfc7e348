package io.tokentally.adapter.metrics;

import io.tokentally.application.port.out.repricing.RepricingMonitor;
import io.tokentally.domain.repricing.RepricingId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs repricings that were interrupted. */
final class LoggingRepricingMonitor implements RepricingMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(LoggingRepricingMonitor.class);

    @Override
    public void interrupted(RepricingId id, Throwable cause) {
        LOG.error("Repricing {} was interrupted and waits to be resumed: {}", id, CauseNames.kindsOf(cause));
    }
}
