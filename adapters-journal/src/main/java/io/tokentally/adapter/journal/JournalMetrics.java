package io.tokentally.adapter.journal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** Measures how long records take to the ledger, and shows how the journal is doing. */
final class JournalMetrics {

    private final Timer lag;
    private final Clock clock;

    JournalMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        lag = Timer.builder("tokentally.ledger.lag")
                .description("From the end of a call until the ledger has its record")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(10))
                .maximumExpectedValue(Duration.ofHours(1))
                .register(registry);
    }

    void posted(Collection<UsageRecord> usageRecords) {
        Instant now = clock.instant();
        for (UsageRecord usageRecord : usageRecords) {
            Duration since = Duration.between(Progress.endOf(usageRecord), now);
            // A timer leaves out what is negative, and each record counts.
            lag.record(since.isNegative() ? Duration.ZERO : since);
        }
    }

    static void show(JournalState state, MeterRegistry registry) {
        Gauge.builder("tokentally.journal.depth", state, JournalState::depth)
                .description("Records that the ledger does not have yet")
                .register(registry);
        Gauge.builder("tokentally.journal.bytes", state, JournalState::bytes)
                .description("Size of the journal on disk")
                .baseUnit("bytes")
                .register(registry);
        TimeGauge.builder(
                        "tokentally.journal.lag",
                        state,
                        TimeUnit.MILLISECONDS,
                        each -> each.lag().toMillis())
                .description("Age of the oldest record that the ledger does not have yet")
                .register(registry);
        Gauge.builder("tokentally.journal.refused", state, JournalState::refused)
                .description("Records that were set aside because the ledger refuses them")
                .register(registry);
        Gauge.builder("tokentally.journal.ready", state, each -> each.isReady() ? 1 : 0)
                .description("1 while calls may go out, 0 while they are refused")
                .register(registry);
    }
}
