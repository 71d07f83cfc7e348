package io.tokentally.application.port.out.repricing;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.repricing.RepricingId;

/** Learns how repricing goes. */
@SystemPort("is told, and hands nothing back")
public interface RepricingMonitor {

    /** A step failed. What was done is kept, and the repricing waits to be resumed. */
    void interrupted(RepricingId id, Throwable cause);
}
