package io.tokentally.application.port.out.alert;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.alert.AlertMessage;
import io.tokentally.domain.alert.ChannelType;
import io.tokentally.domain.alert.DeliveryOutcome;
import io.tokentally.domain.alert.HookSecret;

/** Calls hooks. */
@SystemPort("sends what it is given")
public interface AlertHooks {

    /** Calls it once, in bounded time, and tells what came of it. */
    DeliveryOutcome send(ChannelType type, HookSecret hook, AlertMessage message);
}
