package io.tokentally.ui.format;

import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.CountFormat.formatRound;
import static io.tokentally.ui.format.CountFormat.formatTokens;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountFormatTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "999, 999",
        "1000, 1.00K",
        "1500, 1.50K",
        "999994, 999.99K",
        "999995, 1.00M",
        "999999, 1.00M",
        "2500000, 2.50M",
        "999999999, 1.00B",
        "1234567890, 1.23B",
        "999999999999, 1.00T",
        "-1500, -1.50K",
        "-999, -999",
        "-999999, -1.00M"
    })
    void countsAreShortAtAGlance(long tokens, String text) {
        assertThat(formatTokens(tokens)).isEqualTo(text);
    }

    @Test
    void theGreatestCountsStayInTrillions() {
        assertThat(formatTokens(1_234_000_000_000_000L)).isEqualTo("1,234.00T");
        assertThat(formatTokens(Long.MIN_VALUE)).isEqualTo("-9,223,372.04T");
    }

    @Test
    void neverAThousandOfAnything() {
        Random random = new Random(44);
        for (int i = 0; i < 10_000; i++) {
            long tokens = random.nextLong(1_000_000_000_000_000L);
            assertThat(formatTokens(tokens))
                    .as("%d", tokens)
                    .doesNotContain("1000", "1,000.00K", "1,000.00M", "1,000.00B");
        }
    }

    @Test
    void countsInFullAreGrouped() {
        assertThat(formatCount(1_234_567)).isEqualTo("1,234,567");
    }

    @Test
    void roundCountsAreShortAndLoseNothing() {
        assertThat(formatRound(1)).isEqualTo("1");
        assertThat(formatRound(1_500)).isEqualTo("1,500");
        assertThat(formatRound(25_000)).isEqualTo("25K");
        assertThat(formatRound(1_000_000)).isEqualTo("1M");
        assertThat(formatRound(1_001_000)).isEqualTo("1,001,000");
    }
}
