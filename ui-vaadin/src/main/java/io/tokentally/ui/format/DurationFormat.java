package io.tokentally.ui.format;

import io.tokentally.ui.text.ReaderLocale;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Writes response times. */
public final class DurationFormat {

    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private DurationFormat() {}

    /** For instance {@code 850 ms}, {@code 1.25 s}, {@code 2 min 05 s}. */
    public static String formatDuration(Duration duration) {
        if (duration.compareTo(A_SECOND) < 0) {
            return duration.toMillis() + " ms";
        }
        BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3).setScale(2, RoundingMode.HALF_UP);
        if (seconds.compareTo(BigDecimal.valueOf(A_MINUTE.toSeconds())) < 0) {
            return String.format(ReaderLocale.ofNumbers(), "%.2f s", seconds);
        }
        Duration rounded = duration.plus(HALF_A_SECOND);
        return "%d min %02d s".formatted(rounded.toMinutes(), rounded.toSecondsPart());
    }
}
