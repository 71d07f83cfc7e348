package io.tokentally.application.port.in.alert;

import io.tokentally.application.port.kind.SystemPort;

/** Removes alerts whose time is over, with what was sent of them. */
@SystemPort("removes by age, and looks at nothing")
public interface PurgeAlertsUseCase {

    /** Returns how many went. */
    long purge();
}
