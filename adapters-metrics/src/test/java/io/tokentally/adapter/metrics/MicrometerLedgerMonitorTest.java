package io.tokentally.adapter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokentally.domain.access.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MicrometerLedgerMonitorTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-11-29T02:00:00Z");
    private final MicrometerLedgerMonitor monitor =
            new MicrometerLedgerMonitor(registry, ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

    @Test
    void nothingIsKnownUntilTheFirstComparison() {
        assertThat(drift()).isNaN();
        assertThat(age()).isNaN();
    }

    @Test
    void showsHowManySumsDifferAndWhenThatWasKnown() {
        monitor.verified(3);
        now = now.plus(Duration.ofHours(5));

        assertThat(drift()).isEqualTo(3);
        assertThat(age()).isEqualTo(5);

        monitor.verified(0);
        assertThat(drift()).isZero();
        assertThat(age()).isZero();
    }

    @Test
    void saysWhatToDoAboutEachDay() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(MicrometerLedgerMonitor.class);
        logger.addAppender(log);

        monitor.differs(new OrganizationId("acme"), "2026-11-28", 2);

        logger.detachAppender(log);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "2 sums of 2026-11-28 of organization acme are not those of its calls: ./tokentally ledger rebuild"
                                + " --organization=acme --from=2026-11-28 --to=2026-11-28 shows which, and makes them anew");
    }

    private double drift() {
        return registry.get("tokentally.ledger.drift").gauge().value();
    }

    /** In hours. */
    private double age() {
        return registry.get("tokentally.ledger.verified").timeGauge().value(TimeUnit.HOURS);
    }
}
