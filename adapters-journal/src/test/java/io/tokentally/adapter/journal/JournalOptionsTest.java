package io.tokentally.adapter.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.adapter.journal.JournalOptions.Level;
import io.tokentally.adapter.journal.JournalOptions.Posting;
import io.tokentally.adapter.journal.JournalOptions.WhenBroken;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalOptionsTest {

    private static JournalOptions options(long maxBytes, int capacity, int memoryCapacity) {
        return new JournalOptions(
                Path.of("journal"),
                Level.PROCESS_CRASH,
                WhenBroken.FAIL_OPEN,
                maxBytes,
                capacity,
                memoryCapacity,
                Posting.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({"262144, 1, 1", "1000000, 5, 9"})
    void theSmallestJournalHasRoomForSomething(long maxBytes, int capacity, int memoryCapacity) {
        assertThat(options(maxBytes, capacity, memoryCapacity).maxBytes()).isEqualTo(maxBytes);
    }

    @ParameterizedTest
    @CsvSource({
        "262143, 1, 1, '262144 bytes or more, not 262143'",
        "262144, 0, 1, 'not 0 and 1'",
        "262144, 1, 0, 'not 1 and 0'",
    })
    void aJournalWithoutRoomIsRefused(long maxBytes, int capacity, int memoryCapacity, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(maxBytes, capacity, memoryCapacity))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"1, PT0S, PT0.1S, PT0.1S, PT0S", "5000, PT1S, PT1S, PT30S, PT10S"})
    void postingMayBeAtItsLimits(int size, Duration flush, Duration first, Duration last, Duration close) {
        assertThat(new Posting(size, flush, first, last, close).batchSize()).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT0S, PT1S, PT1S, PT0S, batch size",
        "5001, PT0S, PT1S, PT1S, PT0S, batch size",
        "1, PT-1S, PT1S, PT1S, PT0S, flush interval",
        "1, PT0S, PT1S, PT1S, PT-1S, close timeout",
        "1, PT0S, PT0S, PT1S, PT0S, retries",
        "1, PT0S, PT-1S, PT1S, PT0S, retries",
        "1, PT0S, PT2S, PT1S, PT0S, retries",
    })
    void postingThatCannotBeIsRefusedByItsName(
            int size, Duration flush, Duration first, Duration last, Duration close, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Posting(size, flush, first, last, close))
                .withMessageContaining(named);
    }
}
