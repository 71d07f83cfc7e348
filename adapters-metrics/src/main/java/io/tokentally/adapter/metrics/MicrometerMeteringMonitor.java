package io.tokentally.adapter.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.usage.UsageRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts how metering goes, and logs what went wrong: the kind of the cause and never what it says. */
final class MicrometerMeteringMonitor implements MeteringMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(MicrometerMeteringMonitor.class);

    private final GenAiMetrics calls;
    private final Counter recorded;
    private final Counter posted;
    private final Counter delays;
    private final Counter failures;
    private final Counter lost;
    private final Counter setAside;
    private final Counter outages;
    private final Counter replacements;

    /** @param listPrices names the models that metrics tell apart */
    MicrometerMeteringMonitor(MeterRegistry registry, PriceBook listPrices) {
        calls = new GenAiMetrics(registry, listPrices);
        recorded = counter(registry, "tokentally.calls.recorded", "Calls that were priced and handed to the journal");
        posted = counter(registry, "tokentally.records.posted", "Usage records that reached the ledger");
        delays = counter(
                registry, "tokentally.posting.delays", "Batches that the ledger did not take and that are tried again");
        failures = counter(registry, "tokentally.recording.failures", "Calls that went out and could not be recorded");
        lost = counter(registry, "tokentally.records.lost", "Usage records that are lost for good");
        setAside = counter(
                registry, "tokentally.records.refused", "Usage records that the ledger refuses and the journal keeps");
        outages = counter(registry, "tokentally.journal.outages", "Times that the journal could not write");
        replacements = counter(
                registry, "tokentally.journal.replacements", "Files of the journal that were damaged and put aside");
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    @Override
    public void recorded(UsageRecord usageRecord) {
        recorded.increment();
        calls.recorded(usageRecord);
    }

    @Override
    public void posted(int usageRecords) {
        posted.increment(usageRecords);
    }

    @Override
    public void postingDelayed(int usageRecords, Throwable cause) {
        delays.increment();
        LOG.warn("{} usage records wait for the ledger: {}", usageRecords, CauseNames.kindsOf(cause));
    }

    @Override
    public void recordingFailed(Throwable cause) {
        failures.increment();
        LOG.error("A call could not be recorded: {}", CauseNames.kindsOf(cause));
    }

    @Override
    public void lost(int usageRecords, String reason) {
        lost.increment(usageRecords);
        LOG.error("{} usage records are lost: {}", usageRecords, reason);
    }

    @Override
    public void setAside(int usageRecords, String reason) {
        setAside.increment(usageRecords);
        LOG.error("{} usage records are set aside in the journal, out of the ledger: {}", usageRecords, reason);
    }

    @Override
    public void journalBroken(Throwable cause) {
        outages.increment();
        LOG.error("The journal cannot write; records are in memory at best: {}", CauseNames.kindsOf(cause));
    }

    @Override
    public void journalRestored() {
        LOG.warn("The journal writes again");
    }

    @Override
    public void journalReplaced(String damagedFile) {
        replacements.increment();
        LOG.error(
                "The journal could not be read. It lies in {} now, to be looked into: what it held may not be in the"
                        + " ledger. A new one was begun.",
                damagedFile);
    }
}
