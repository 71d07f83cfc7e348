package io.tokentally.application.port.in.alert;

import io.tokentally.application.port.kind.SystemPort;

/** Sends what is due of alerts. Several instances may do so at the same time. */
@SystemPort("sends messages where owners said")
public interface DeliverAlertsUseCase {

    /** Sends once what is due now, and returns how many messages that were. */
    int deliverDue();
}
