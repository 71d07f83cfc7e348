package io.tokentally.application.port.in.refusal;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.refusal.RefusedCall;

/** A gateway tells that it has refused a call. */
@SystemPort("is told, and hands nothing back")
public interface CountRefusedCallUseCase {

    /** Counts it in memory. Waits for nothing but others who count, and never throws. */
    void refused(RefusedCall call);
}
