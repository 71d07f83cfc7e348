package io.tokentally.adapter.journal;

import io.tokentally.application.port.out.usage.MeteringMonitor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the monitor: whoever watches must not stop the work. */
record SafeMonitor(MeteringMonitor monitor) {

    private static final Logger LOG = LoggerFactory.getLogger(SafeMonitor.class);

    void tell(Consumer<MeteringMonitor> report) {
        try {
            report.accept(monitor);
        } catch (RuntimeException | Error e) {
            // An Error as well: whoever reports works on when memory has come back.
            LOG.warn("The metering monitor failed", e);
        }
    }
}
