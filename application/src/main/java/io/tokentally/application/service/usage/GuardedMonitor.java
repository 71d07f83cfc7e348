package io.tokentally.application.service.usage;

import io.tokentally.application.port.out.usage.MeteringMonitor;
import java.util.function.Consumer;

/** A metering monitor whose own failure is logged, and holds nobody up. */
final class GuardedMonitor {

    private static final System.Logger LOG = System.getLogger(GuardedMonitor.class.getName());

    private final MeteringMonitor monitor;

    GuardedMonitor(MeteringMonitor monitor) {
        this.monitor = monitor;
    }

    void tell(Consumer<MeteringMonitor> report) {
        try {
            report.accept(monitor);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "The metering monitor failed", e);
        }
    }
}
