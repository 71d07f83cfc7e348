package io.tokentally.adapter.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.tokentally.application.port.out.summary.LedgerMonitor;
import io.tokentally.domain.access.OrganizationId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how many sums differ and when that was last known, and logs what to do about each day. */
final class MicrometerLedgerMonitor implements LedgerMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(MicrometerLedgerMonitor.class);

    private final Clock clock;
    private volatile @Nullable Verification last;

    private record Verification(Instant at, long differing) {}

    MicrometerLedgerMonitor(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        Gauge.builder("tokentally.ledger.drift", this, MicrometerLedgerMonitor::differing)
                .description("Sums of the last days that are not those of the calls, when these were last compared")
                .register(registry);
        TimeGauge.builder("tokentally.ledger.verified", this, TimeUnit.MILLISECONDS, MicrometerLedgerMonitor::age)
                .description("Age of the last comparison of sums with calls")
                .register(registry);
    }

    @Override
    public void differs(OrganizationId organizationId, String day, int sums) {
        LOG.warn(
                "{} sums of {} of organization {} are not those of its calls: ./tokentally ledger rebuild --organization={} --from={}"
                        + " --to={} shows which, and makes them anew",
                sums,
                day,
                organizationId,
                organizationId,
                day,
                day);
    }

    @Override
    public void verified(long differing) {
        last = new Verification(clock.instant(), differing);
    }

    /** Unknown until the first comparison is done. */
    private double differing() {
        Verification known = last;
        return known == null ? Double.NaN : known.differing();
    }

    private double age() {
        Verification known = last;
        return known == null
                ? Double.NaN
                : Duration.between(known.at(), clock.instant()).toMillis();
    }
}
