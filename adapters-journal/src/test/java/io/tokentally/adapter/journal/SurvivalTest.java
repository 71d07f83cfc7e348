package io.tokentally.adapter.journal;

import static io.tokentally.adapter.journal.TestJournal.LONG;
import static io.tokentally.adapter.journal.TestJournal.options;
import static io.tokentally.adapter.journal.TestJournal.records;
import static io.tokentally.adapter.journal.TestJournal.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.usage.MeteringHealth;
import io.tokentally.domain.usage.UsageRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the heap is out the journal's threads go on, or the process ends; and its health tells. */
@Timeout(60)
class SurvivalTest {

    @TempDir
    private Path folder;

    /** As if the heap were out when it is told of what was posted. */
    private static final class Exhausted extends RecordingMonitor {

        private final AtomicInteger left = new AtomicInteger(3);

        @Override
        public void posted(int usageRecords) {
            if (left.decrementAndGet() >= 0) {
                throw new OutOfMemoryError("planted");
            }
            super.posted(usageRecords);
        }
    }

    @Test
    void thePosterOutlivesAHeapThatIsOut() throws Exception {
        Ledger ledger = new Ledger();
        Exhausted monitor = new Exhausted();
        List<UsageRecord> records = records(10);
        try (DurableUsageJournal journal = start(ledger, monitor, options(folder))) {
            for (UsageRecord usageRecord : records) {
                journal.append(usageRecord).join();
                assertThat(journal.awaitPosted(LONG)).isTrue();
            }
            assertThat(journal.health().ledgerFollows()).isTrue();
        }
        assertThat(monitor.left).hasNegativeValue();
        assertThat(ledger.posted()).containsExactlyElementsOf(records);
    }

    @Test
    void healthTellsThatTheLedgerIsAwayAndThatItIsBack() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        Ledger ledger = new Ledger();
        try (DurableUsageJournal journal = start(
                batch -> {
                    if (away.get()) {
                        throw new IllegalStateException("/a/path/that/nobody/need/know");
                    }
                    ledger.post(batch);
                },
                new RecordingMonitor(),
                options(folder))) {
            assertThat(journal.health())
                    .isEqualTo(
                            new MeteringHealth(true, true, 0, journal.health().lag(), null));
            journal.append(records(1).getFirst()).join();
            while (journal.health().ledgerFollows()) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            MeteringHealth health = journal.health();
            assertThat(health.journalWrites()).isTrue();
            assertThat(health.waitingRecords()).isEqualTo(1);
            assertThat(health.lastFailure()).isEqualTo("IllegalStateException");

            away.set(false);
            assertThat(journal.awaitPosted(LONG)).isTrue();
            assertThat(journal.health().isFull()).isTrue();
            assertThat(journal.health().lastFailure()).isNull();
        }
    }

    @Test
    void aJournalThatIsClosedSaysSo() {
        DurableUsageJournal journal = start(new Ledger(), new RecordingMonitor(), options(folder));
        journal.close();

        assertThat(journal.health().journalWrites()).isFalse();
        assertThat(journal.health().ledgerFollows()).isFalse();
        assertThat(journal.isReady()).isFalse();
    }

    @Test
    void whatFailsIsBegunAgainUntilItEndsByItself() {
        AtomicInteger times = new AtomicInteger();
        AtomicInteger hopeless = new AtomicInteger();
        Endurance endurance = new Endurance(
                () -> {
                    if (times.incrementAndGet() < Endurance.MAX_IN_A_ROW) {
                        throw new OutOfMemoryError("planted");
                    }
                },
                hopeless::incrementAndGet);
        // Whoever is interrupted does not pause.
        Thread.currentThread().interrupt();
        endurance.run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(times).hasValue(Endurance.MAX_IN_A_ROW);
        assertThat(hopeless).hasValue(0);
        assertThat(endurance.lastFailure()).isEqualTo(OutOfMemoryError.class);
    }

    @Test
    void whatFailsTooOftenInARowIsHopeless() {
        AtomicInteger times = new AtomicInteger();
        AtomicInteger hopeless = new AtomicInteger();
        Endurance endurance = new Endurance(
                () -> {
                    if (times.incrementAndGet() <= Endurance.MAX_IN_A_ROW) {
                        throw new StackOverflowError("planted");
                    }
                },
                hopeless::incrementAndGet);
        Thread.currentThread().interrupt();
        endurance.run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(hopeless).hasValue(1);
    }

    @Test
    void aHopelessProcessEndsOnceWhatWaitsIsWritten() throws Exception {
        AtomicBoolean written = new AtomicBoolean();
        CompletableFuture<Integer> code = new CompletableFuture<>();
        LastResort lastResort = new LastResort(written::get, code::complete);
        Thread thread = Thread.ofPlatform().start(lastResort);
        assertThat(code).isNotDone();
        lastResort.call();
        TimeUnit.MILLISECONDS.sleep(200);
        assertThat(code).isNotDone();
        written.set(true);

        assertThat(code.get(5, TimeUnit.SECONDS)).isEqualTo(70);
        thread.join();
    }

    @Test
    void orAfterAFewSecondsAllTheSame() throws Exception {
        CompletableFuture<Integer> code = new CompletableFuture<>();
        LastResort lastResort = new LastResort(() -> false, code::complete);
        var unused = Thread.ofPlatform().start(lastResort);
        lastResort.call();

        assertThat(code.get(20, TimeUnit.SECONDS)).isEqualTo(LastResort.EXIT_CODE);
    }
}
