package io.tokentally.application.port.in.pricing;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.usage.UsageRecord;
import java.util.Optional;

/** Tells of a call whether its model answered though its provider had shut it down. */
@SystemPort("the list of shutdowns is the same for everybody; the call is one that whoever asks has before them")
public interface TellShutdownUseCase {

    /** The shutdown that the call was answered after, as far as the price list knows it. A call that failed was not answered. */
    Optional<ModelLifecycle> before(UsageRecord call);
}
