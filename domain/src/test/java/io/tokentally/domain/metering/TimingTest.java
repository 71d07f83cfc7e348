package io.tokentally.domain.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimingTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void firstTokenMayComeAtOnceOrWithTheLast() {
        assertThat(new Timing(SECOND, Duration.ZERO).timeToFirstToken()).isZero();
        assertThat(new Timing(SECOND, SECOND).timeToFirstToken()).isEqualTo(SECOND);
    }

    @Test
    void negativeTimesAreRefused() {
        assertThatThrownBy(() -> new Timing(Duration.ofNanos(-1), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Response time must not be negative: PT-0.000000001S");
        assertThatThrownBy(() -> new Timing(SECOND, Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void firstTokenAfterTheEndIsRefused() {
        assertThatThrownBy(() -> new Timing(SECOND, SECOND.plusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT1S", "PT1.000000001S");
    }
}
