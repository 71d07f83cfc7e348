package io.tokentally.application.port.in.alert;

import io.tokentally.application.port.kind.SystemPort;

/** Looks at metering itself, and tells whoever runs the installation what is in trouble. Each instance looks at itself. */
@SystemPort("tells the operator of the installation's own state, which is no organization's")
public interface WatchTroublesUseCase {

    /** Looks once, sends what is due, and returns how many messages that were. */
    int look();
}
