package io.tokentally.adapter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.tck.usage.MeteringMonitorContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MicrometerMeteringMonitorTest extends MeteringMonitorContract {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerMeteringMonitor monitor =
            new MicrometerMeteringMonitor(registry, new PriceBook(Money.USD, List.of()));
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(log);
    }

    @Override
    protected MeteringMonitor monitor() {
        return monitor;
    }

    @Override
    protected String traces() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList() + registry.getMetersAsString();
    }

    @Test
    void countsWhatItIsTold() {
        monitor.posted(3);
        monitor.postingDelayed(2, new IllegalStateException());
        monitor.recordingFailed(new IllegalStateException());
        monitor.lost(5, "the journal was full");
        monitor.setAside(4, "the ledger refuses it");
        monitor.journalBroken(new IllegalStateException());
        monitor.journalRestored();
        monitor.journalReplaced("journal.db.damaged");

        assertThat(count("tokentally.records.posted")).isEqualTo(3);
        assertThat(count("tokentally.posting.delays")).isEqualTo(1);
        assertThat(count("tokentally.recording.failures")).isEqualTo(1);
        assertThat(count("tokentally.records.lost")).isEqualTo(5);
        assertThat(count("tokentally.records.refused")).isEqualTo(4);
        assertThat(count("tokentally.journal.outages")).isEqualTo(1);
        assertThat(count("tokentally.journal.replacements")).isEqualTo(1);
        assertThat(log.list).anyMatch(event -> event.getFormattedMessage().contains("journal.db.damaged"));
    }

    @Test
    void logsTheKindOfACauseAndNeverWhatItSays() {
        monitor.recordingFailed(
                new IllegalStateException("sk-secret", new IllegalArgumentException("what the prompt said")));

        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getFormattedMessage())
                    .contains("IllegalStateException", "IllegalArgumentException")
                    .doesNotContain("sk-secret", "prompt");
            assertThat(event.getThrowableProxy()).isNull();
        });
    }

    private double count(String name) {
        return registry.get(name).counter().count();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(MicrometerMeteringMonitor.class);
    }
}
