package io.tokentally.adapter.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokentally.application.port.out.refusal.RefusalMonitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the refused calls that are in no counter of the ledger's, and logs what went wrong. */
final class MicrometerRefusalMonitor implements RefusalMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(MicrometerRefusalMonitor.class);

    private final Counter delays;
    private final Counter lost;

    MicrometerRefusalMonitor(MeterRegistry registry) {
        delays = Counter.builder("tokentally.refused.calls.delays")
                .description("Times that counted refused calls could not be written, and were kept to be tried again")
                .register(registry);
        lost = Counter.builder("tokentally.refused.calls.lost")
                .description("Refused calls that are in no counter, and never will be")
                .register(registry);
    }

    @Override
    public void delayed(long calls, Throwable cause) {
        delays.increment();
        LOG.warn("{} refused calls wait to be written: {}", calls, CauseNames.kindsOf(cause));
    }

    @Override
    public void lost(long calls, String reason) {
        lost.increment((double) calls);
        LOG.error("{} refused calls are not counted: {}", calls, reason);
    }
}
