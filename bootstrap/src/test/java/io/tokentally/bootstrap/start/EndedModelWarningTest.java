package io.tokentally.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EndedModelWarningTest {

    private static final PriceBook BOOK = new PriceBook(
            Money.USD,
            List.of(),
            List.of(),
            List.of(new ModelLifecycle(
                    Provider.OPENAI,
                    List.of(new ModelPattern("gpt-4.1-nano")),
                    LocalDate.of(2026, 10, 23),
                    new ModelName("gpt-5.6-luna"),
                    "https://developers.openai.com/api/docs/deprecations")));

    private final Logger logger = (Logger) LoggerFactory.getLogger(EndedModelWarning.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @Test
    void aModelPastItsEndIsToldWithItsReplacement() {
        start("gpt-4.1-nano", "2026-10-23T00:00:00Z");

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "The model of the AI features, gpt-4.1-nano, was shut down on 2026-10-23; its provider names"
                                + " gpt-5.6-luna in its place. Set TOKENTALLY_OPENAI_MODEL to another.");
    }

    @Test
    void aModelThatAnswersIsNot() {
        start("gpt-4.1-nano", "2026-10-22T23:59:59Z");
        start("gpt-6-luna", "2026-11-27T00:00:00Z");

        assertThat(log.list).isEmpty();
    }

    private static void start(String model, String at) {
        new EndedModelWarning(() -> BOOK, new ModelName(model), Clock.fixed(Instant.parse(at), ZoneOffset.UTC)).check();
    }
}
