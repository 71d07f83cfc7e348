package io.tokentally.application.port.out.usage;

import java.util.function.Consumer;

/** A metering monitor whose own failure is logged, and holds nobody up. */
public final class GuardedMonitor {

    private static final System.Logger LOG = System.getLogger(GuardedMonitor.class.getName());

    private final MeteringMonitor monitor;

    public GuardedMonitor(MeteringMonitor monitor) {
        this.monitor = monitor;
    }

    /** Passes the report on. It never throws, not even an error: whoever reports works on when memory has come back. */
    public void tell(Consumer<MeteringMonitor> report) {
        try {
            report.accept(monitor);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "The metering monitor failed", e);
        }
    }
}
