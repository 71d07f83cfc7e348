package io.tokentally.application.port.in.usage;

import io.tokentally.application.port.kind.SystemPort;

/** An adapter that called a provider tells what became of a record that it could not hand over. It never throws. */
@SystemPort("is told, and tells nothing")
public interface ReportMeteringFailureUseCase {

    /** A call went out and could not be recorded. */
    void recordingFailed(Throwable cause);

    /** So many records are lost for good. */
    void lost(int usageRecords, String reason);
}
