package io.tokentally.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryScheduleTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    @Test
    void itIsSentAgainSoonAndThenLessAndLessOftenForADay() {
        List<Duration> pauses = new ArrayList<>();
        Instant now = NOON;
        int attempts = 1;
        for (var next = DeliverySchedule.next(NOON, attempts, now);
                next.isPresent();
                next = DeliverySchedule.next(NOON, attempts, now)) {
            pauses.add(Duration.between(now, next.get()));
            now = next.get();
            attempts++;
        }

        assertThat(pauses).startsWith(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(2));
        assertThat(pauses).isSorted().endsWith(Duration.ofHours(1)).hasSizeBetween(25, 35);
        assertThat(now).isBeforeOrEqualTo(NOON.plus(Duration.ofHours(24)));
        assertThat(now).isAfter(NOON.plus(Duration.ofHours(22)));
    }

    @Test
    void whatWasSentNeverDidNotFail() {
        assertThatIllegalArgumentException().isThrownBy(() -> DeliverySchedule.next(NOON, 0, NOON));
    }
}
