package io.tokentally.ui.format;

import static io.tokentally.ui.format.DurationFormat.formatDuration;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationFormatTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "850, 850 ms",
        "999, 999 ms",
        "1000, 1.00 s",
        "1254, 1.25 s",
        "59994, 59.99 s",
        "59999, 1 min 00 s",
        "60000, 1 min 00 s",
        "125000, 2 min 05 s"
    })
    void timesReadInTheUnitThatFits(long milliseconds, String text) {
        assertThat(formatDuration(Duration.ofMillis(milliseconds))).isEqualTo(text);
    }
}
