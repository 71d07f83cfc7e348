package io.tokentally.application.service.usage;

import io.tokentally.application.port.in.usage.ReportMeteringFailureUseCase;
import io.tokentally.application.port.out.usage.GuardedMonitor;
import io.tokentally.application.port.out.usage.MeteringMonitor;

/** Passes failures on to the monitor, whose own failure reaches nobody who calls a provider. */
public final class ReportMeteringFailureService implements ReportMeteringFailureUseCase {

    private final GuardedMonitor monitor;

    public ReportMeteringFailureService(MeteringMonitor monitor) {
        this.monitor = new GuardedMonitor(monitor);
    }

    @Override
    public void recordingFailed(Throwable cause) {
        monitor.tell(told -> told.recordingFailed(cause));
    }

    @Override
    public void lost(int usageRecords, String reason) {
        monitor.tell(told -> told.lost(usageRecords, reason));
    }
}
