package io.tokentally.domain.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeRangeTest {

    private static final Instant NOON = Instant.parse("2026-10-15T12:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"2026-10-15T12:00:01Z", "2026-10-15T12:14:00Z", "2026-10-15T12:15:00.000000001Z"})
    void bothEndsLieOnAQuarterHour(Instant instant) {
        assertThatThrownBy(() -> new TimeRange(instant, instant))
                .hasMessage("Not the start of a quarter-hour: " + instant);
        assertThatThrownBy(() -> new TimeRange(NOON, instant)).hasMessageContaining("quarter-hour");
    }

    @Test
    void theEndDoesNotComeBeforeTheStart() {
        Instant quarterToNoon = Instant.parse("2026-10-15T11:45:00Z");

        assertThat(new TimeRange(quarterToNoon, NOON).until()).isEqualTo(NOON);
        assertThat(new TimeRange(NOON, NOON).from()).isEqualTo(NOON);
        assertThatThrownBy(() -> new TimeRange(NOON, quarterToNoon))
                .hasMessage("The range ends at 2026-10-15T11:45:00Z, before it starts at 2026-10-15T12:00:00Z");
    }
}
