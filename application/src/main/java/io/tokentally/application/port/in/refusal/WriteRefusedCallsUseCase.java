package io.tokentally.application.port.in.refusal;

import io.tokentally.application.port.kind.SystemPort;

/** What was counted is written down, beside the calls. */
@SystemPort("writes what was counted, for nobody to look at")
public interface WriteRefusedCallsUseCase {

    /** Writes all that has been counted so far. What cannot be written now is tried again with the next call. Never throws. */
    void write();

    /** Writes for the last time: what cannot be written is given up, and told to be lost. Never throws. */
    void writeLast();
}
