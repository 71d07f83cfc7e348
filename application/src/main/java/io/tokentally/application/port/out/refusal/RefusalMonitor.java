package io.tokentally.application.port.out.refusal;

import io.tokentally.application.port.kind.SystemPort;

/** Learns how counting refused calls goes, for metrics and logs. */
@SystemPort("is told, and hands nothing back")
public interface RefusalMonitor {

    /** So many refused calls wait to be written, and that has failed. */
    void delayed(long calls, Throwable cause);

    /** So many refused calls are in no counter and never will be. */
    void lost(long calls, String reason);
}
