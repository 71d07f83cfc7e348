package io.tokentally.adapter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MicrometerRefusalMonitorTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerRefusalMonitor monitor = new MicrometerRefusalMonitor(registry);
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

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(MicrometerRefusalMonitor.class);
    }

    @Test
    void countsWhatItIsToldAndLogsTheKindOfTheCauseAlone() {
        monitor.delayed(3, new IllegalStateException("tt_secret"));
        monitor.lost(5, "they could not be written before the end");

        assertThat(count("tokentally.refused.calls.delays")).isEqualTo(1);
        assertThat(count("tokentally.refused.calls.lost")).isEqualTo(5);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "3 refused calls wait to be written: java.lang.IllegalStateException",
                        "5 refused calls are not counted: they could not be written before the end");
    }

    private double count(String name) {
        return registry.get(name).counter().count();
    }
}
