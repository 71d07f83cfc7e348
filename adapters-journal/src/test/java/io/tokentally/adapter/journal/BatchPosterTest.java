package io.tokentally.adapter.journal;

import static io.tokentally.adapter.journal.TestJournal.LONG;
import static io.tokentally.adapter.journal.TestJournal.records;
import static io.tokentally.adapter.journal.TestJournal.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.journal.JournalOptions.Level;
import io.tokentally.adapter.journal.JournalOptions.Posting;
import io.tokentally.adapter.journal.JournalOptions.WhenBroken;
import io.tokentally.application.port.out.usage.UsageLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How often a ledger is asked that is away. */
@Timeout(60)
class BatchPosterTest {

    private static final int FAILURES = 6;
    private static final Duration FIRST_RETRY = Duration.ofMillis(8);

    @TempDir
    private Path folder;

    @Test
    void aLedgerThatIsAwayIsAskedLessAndLessOften() throws Exception {
        List<Long> asked = new ArrayList<>();
        UsageLedger away = batch -> {
            asked.add(System.nanoTime());
            if (asked.size() <= FAILURES) {
                throw new IllegalStateException("The ledger is away");
            }
        };
        JournalOptions options = new JournalOptions(
                folder,
                Level.PROCESS_CRASH,
                WhenBroken.FAIL_OPEN,
                1L << 30,
                1_000,
                1_000,
                new Posting(500, Duration.ZERO, FIRST_RETRY, Duration.ofSeconds(5), LONG));
        try (DurableUsageJournal journal = start(away, new RecordingMonitor(), options)) {
            journal.append(records(1).getFirst()).join();
            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
        // Of each wait, half is left to chance.
        Duration least = FIRST_RETRY.dividedBy(2);
        for (int failure = 1; failure <= FAILURES; failure++) {
            assertThat(Duration.ofNanos(asked.get(failure) - asked.get(failure - 1)))
                    .as("after failure %d", failure)
                    .isGreaterThanOrEqualTo(least);
            least = least.multipliedBy(2);
        }
    }
}
