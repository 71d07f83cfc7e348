package io.tokentally.adapter.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.journal.JournalOptions.Posting;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final int DRAWS = 1_000;

    /** From 100 milliseconds to 30 seconds. */
    private static final Posting OPTIONS = Posting.DEFAULT;

    private static List<Duration> draws(int failures) {
        return Stream.generate(() -> Backoff.after(failures, OPTIONS))
                .limit(DRAWS)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 100",
        "2, 200",
        "3, 400",
        "4, 800",
        "8, 12800",
        "9, 25600",
        "10, 30000",
        "31, 30000",
        "1000000, 30000"
    })
    void theLongestWaitDoublesWithEachFailureUpToALimitAndTheShortestIsHalfOfIt(int failures, long longest) {
        assertThat(draws(failures))
                .allSatisfy(
                        wait -> assertThat(wait).isBetween(Duration.ofMillis(longest / 2), Duration.ofMillis(longest)));
    }

    /** So that many instances that lost the ledger at once do not come back at once. */
    @Test
    void chanceSpreadsTheWaitsOverThatHalf() {
        List<Duration> draws = draws(5);

        assertThat(draws).anyMatch(wait -> wait.toMillis() < 900).anyMatch(wait -> wait.toMillis() > 1_500);
        assertThat(draws.stream().distinct()).hasSizeGreaterThan(DRAWS / 2);
    }
}
