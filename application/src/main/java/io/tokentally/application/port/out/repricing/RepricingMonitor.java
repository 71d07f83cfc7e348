package io.tokentally.application.port.out.repricing;

import io.tokentally.domain.repricing.RepricingId;

/** Learns how repricing goes. */
public interface RepricingMonitor {

    /** A step failed. What was done is kept, and the repricing waits to be resumed. */
    void interrupted(RepricingId id, Throwable cause);
}
