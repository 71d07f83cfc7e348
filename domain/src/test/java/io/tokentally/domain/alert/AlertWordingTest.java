package io.tokentally.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Mails and chats show alerts of what callers named. */
class AlertWordingTest {

    private static final Instant NOON = Instant.parse("2026-10-15T12:00:00Z");

    private static AlertMessage message(Map<String, String> subject, Map<String, String> figures) {
        return new AlertMessage(
                "Acme",
                new AlertEvent(
                        new AlertEventId(new UUID(0, 1)),
                        AlertKind.BUDGET,
                        AlertState.OVER,
                        NOON,
                        null,
                        null,
                        null,
                        AlertEvent.sorted(subject),
                        AlertEvent.sorted(figures)),
                1);
    }

    @Test
    void aTitleNamesWhatItIsOfAndForWhom() {
        assertThat(AlertWording.title(message(Map.of("name", "Features", "value", "search"), Map.of())))
                .isEqualTo("[over] Budget: Features, search (Acme)");
    }

    @Test
    void whatCannotBeSeenIsNamed() {
        AlertMessage message = message(
                Map.of("name", "Features", "value", "\u202Ehcraes"),
                Map.of("top", "zero\u200Bwidth", "spent", "12.50"));

        assertThat(AlertWording.title(message)).isEqualTo("[over] Budget: Features, ⟨U+202E⟩hcraes (Acme)");
        assertThat(AlertWording.lines(message)).contains("spent: 12.50", "top: zero⟨U+200B⟩width");
    }
}
