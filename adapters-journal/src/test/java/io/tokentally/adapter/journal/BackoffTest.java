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

    /** Not up to 30 seconds, which is Spring's own limit. */
    private static final Posting OPTIONS =
            new Posting(1, Duration.ZERO, Duration.ofMillis(100), Duration.ofSeconds(20), Duration.ZERO);

    private static List<Duration> draws(int failures) {
        return Stream.generate(() -> {
                    Backoff backoff = new Backoff(OPTIONS);
                    Duration wait = Duration.ZERO;
                    for (int failure = 0; failure < failures; failure++) {
                        wait = backoff.next();
                    }
                    return wait;
                })
                .limit(DRAWS)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 100, 150",
        "2, 100, 300",
        "3, 200, 600",
        "4, 400, 1200",
        "8, 6400, 19200",
        "9, 10000, 20000",
        "10, 10000, 20000",
        "31, 10000, 20000",
        "1000, 10000, 20000"
    })
    void theWaitsDoubleWithEachFailureUpToALimit(int failures, long shortest, long longest) {
        assertThat(draws(failures))
                .allSatisfy(
                        wait -> assertThat(wait).isBetween(Duration.ofMillis(shortest), Duration.ofMillis(longest)));
    }

    /** So that many instances that lost the ledger at once do not come back at once. */
    @Test
    void chanceSpreadsTheWaits() {
        List<Duration> draws = draws(5);

        assertThat(draws).anyMatch(wait -> wait.toMillis() < 1_000).anyMatch(wait -> wait.toMillis() > 2_200);
        assertThat(draws.stream().distinct()).hasSizeGreaterThan(DRAWS / 4);
    }

    @Test
    void aWaitIsNeverNone() {
        Posting options =
                new Posting(1, Duration.ZERO, Duration.ofNanos(1), Duration.ofNanos(1), OPTIONS.closeTimeout());

        assertThat(new Backoff(options).next()).isEqualTo(Duration.ofMillis(1));
    }
}
