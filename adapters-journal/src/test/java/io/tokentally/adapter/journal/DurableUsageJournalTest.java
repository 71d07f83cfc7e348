package io.tokentally.adapter.journal;

import static io.tokentally.adapter.journal.TestJournal.AWAY;
import static io.tokentally.adapter.journal.TestJournal.LONG;
import static io.tokentally.adapter.journal.TestJournal.contents;
import static io.tokentally.adapter.journal.TestJournal.copy;
import static io.tokentally.adapter.journal.TestJournal.options;
import static io.tokentally.adapter.journal.TestJournal.records;
import static io.tokentally.adapter.journal.TestJournal.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tokentally.application.port.out.usage.JournalUnavailableException;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.codec.RecordCodec;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DurableUsageJournalTest {

    @TempDir
    private Path folder;

    private final RecordingMonitor monitor = new RecordingMonitor();
    private final Ledger ledger = new Ledger();

    @Test
    void postsEverythingInOrderAndInBatches() throws InterruptedException {
        List<UsageRecord> records = records(1_200);
        try (DurableUsageJournal journal = start(ledger, monitor, options(folder))) {
            appendAll(journal, records);

            assertThat(journal.awaitPosted(LONG)).isTrue();
            assertThat(journal.state().depth()).isZero();
        }
        assertThat(ledger.posted()).isEqualTo(records);
        assertThat(ledger.batches()).allMatch(size -> size <= 500).hasSizeLessThan(100);
        assertThat(monitor.posted).hasValue(1_200);
    }

    @Test
    void tellsTheIdOfWhatIsKept() {
        UsageRecord call = records(1).getFirst();
        try (DurableUsageJournal journal = start(AWAY, monitor, options(folder, Duration.ZERO))) {
            assertThat(journal.append(call)).succeedsWithin(LONG).isEqualTo(call.id());
            assertThat(journal.isReady()).isTrue();
        }
    }

    @Test
    void whoFindsTheWriterIdleIsNotKeptWaitingForIt() {
        int atOnce = 0;
        try (DurableUsageJournal journal = start(AWAY, monitor, options(folder, Duration.ZERO))) {
            for (UsageRecord call : records(200)) {
                CompletableFuture<UsageRecordId> kept = journal.append(call);
                atOnce += kept.isDone() ? 1 : 0;
                assertThat(kept).succeedsWithin(LONG);
            }
        }
        assertThat(atOnce).isGreaterThan(150);
    }

    @Test
    void whatMustSurviveAPowerCutIsLeftToTheWriter() {
        int atOnce = 0;
        JournalOptions options = new JournalOptions(
                folder,
                JournalOptions.Level.POWER_LOSS,
                JournalOptions.WhenBroken.FAIL_OPEN,
                1L << 30,
                1_000,
                10,
                JournalOptions.Posting.DEFAULT);
        try (DurableUsageJournal journal = start(AWAY, monitor, options)) {
            for (UsageRecord call : records(50)) {
                CompletableFuture<UsageRecordId> kept = journal.append(call);
                atOnce += kept.isDone() ? 1 : 0;
                assertThat(kept).succeedsWithin(LONG);
            }
        }
        assertThat(atOnce).isLessThan(25);
    }

    @Test
    void whatTheLedgerDidNotTakeStaysForTheNextProcess() throws Exception {
        List<UsageRecord> records = records(700);
        try (DurableUsageJournal journal = start(AWAY, monitor, options(folder, Duration.ofMillis(50)))) {
            appendAll(journal, records);
            assertThat(journal.state().depth()).isEqualTo(700);
        }
        assertThat(monitor.lost).hasValue(0);
        assertThat(contents(folder)).isEqualTo(records);
        assertThat(contents(folder)).isEmpty();
    }

    @Test
    void aBacklogIsPostedBeforeWhatIsNew() throws Exception {
        List<UsageRecord> records = records(300);
        try (DurableUsageJournal journal = start(AWAY, monitor, options(folder, Duration.ZERO))) {
            appendAll(journal, records.subList(0, 200));
        }
        try (DurableUsageJournal journal = start(ledger, monitor, options(folder))) {
            appendAll(journal, records.subList(200, 300));
            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
        assertThat(ledger.posted()).isEqualTo(records);
    }

    @Test
    void whileTheLedgerIsAwayNothingIsLostAndTheOrderStays() throws InterruptedException {
        List<UsageRecord> records = records(700);
        try (DurableUsageJournal journal = start(ledger.failing(5), monitor, options(folder))) {
            appendAll(journal, records);

            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
        assertThat(ledger.posted()).isEqualTo(records);
        assertThat(monitor.delays).hasValue(5);
        assertThat(monitor.lost).hasValue(0);
    }

    @Test
    void anErrorInTheLedgerDoesNotEndThePosting() throws InterruptedException {
        AtomicInteger failures = new AtomicInteger(1);
        UsageLedger failing = batch -> {
            if (failures.getAndDecrement() > 0) {
                throw new StackOverflowError();
            }
            ledger.post(batch);
        };
        try (DurableUsageJournal journal = start(failing, monitor, options(folder))) {
            appendAll(journal, records(1));

            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
        assertThat(ledger.posted()).hasSize(1);
    }

    @Test
    void aRecordThatIsRefusedIsKeptAsideAndDoesNotHoldUpTheOthers() throws Exception {
        List<UsageRecord> records = records(100);
        List<UsageRecord> poison = List.of(records.get(0), records.get(41), records.get(99));
        try (DurableUsageJournal journal = start(ledger.refusing(poison), monitor, options(folder))) {
            appendAll(journal, records);

            assertThat(journal.awaitPosted(LONG)).isTrue();
            // Health is told of them once the posting that has let them go is through.
            long deadline = System.nanoTime() + LONG.toNanos();
            while (journal.health().setAsideRecords() < 3 && System.nanoTime() < deadline) {
                Thread.sleep(10);
            }
            assertThat(journal.health().setAsideRecords()).isEqualTo(3);
        }
        List<UsageRecord> healthy = new ArrayList<>(records);
        healthy.removeAll(poison);
        assertThat(ledger.posted()).isEqualTo(healthy);
        assertThat(monitor.setAside).hasValue(3);
        assertThat(monitor.lost).hasValue(0);
        String reason = "the ledger refuses record " + poison.get(1).id() + ": SQLSTATE 23514";
        assertThat(monitor.reasons).contains(reason);
        assertThat(StoredRows.refused(folder)).hasSize(3).satisfiesOnlyOnce(refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(RecordCodec.read(refused.bytes())).isEqualTo(poison.get(1));
        });
        assertThat(contents(folder)).isEmpty();
    }

    @Test
    void aRowThatCannotBeReadIsKeptAsideToo() throws Exception {
        List<UsageRecord> records = records(10);
        try (DurableUsageJournal journal = start(AWAY, monitor, options(folder, Duration.ZERO))) {
            appendAll(journal, records);
        }
        StoredRows.execute(folder, "UPDATE waiting SET record = CAST('{\"v\":99}' AS BLOB) WHERE sequence = 4");

        try (DurableUsageJournal journal = start(ledger, monitor, options(folder))) {
            assertThat(journal.awaitPosted(LONG)).isTrue();
            assertThat(journal.state().depth()).isZero();
        }
        List<UsageRecord> healthy = new ArrayList<>(records);
        healthy.remove(3);
        assertThat(ledger.posted()).isEqualTo(healthy);
        assertThat(StoredRows.refused(folder))
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason()).contains("version 99"));
    }

    @Test
    void afterACrashBetweenPostingAndRemovingTheLedgerIsAskedAgainAndHasItOnce(@TempDir Path image) throws Exception {
        List<UsageRecord> records = records(400);
        UsageLedger crashing = batch -> {
            ledger.post(batch);
            copy(folder, image);
        };
        try (DurableUsageJournal journal = start(crashing, monitor, options(folder))) {
            appendAll(journal, records);
            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
        int deliveries = ledger.batches().size();

        try (DurableUsageJournal journal = start(ledger, monitor, options(image))) {
            assertThat(journal.awaitPosted(LONG)).isTrue();
        }

        assertThat(ledger.batches()).hasSizeGreaterThan(deliveries);
        assertThat(ledger.posted()).isEqualTo(records);
    }

    @Test
    void aFullHandOverSaysSo() {
        JournalOptions small = new JournalOptions(
                folder,
                JournalOptions.Level.PROCESS_CRASH,
                JournalOptions.WhenBroken.FAIL_OPEN,
                1L << 30,
                3,
                10,
                JournalOptions.Posting.DEFAULT);
        WriteQueue handOver = new WriteQueue(small.capacity());
        records(3)
                .forEach(call ->
                        assertThat(handOver.offer(new PendingWrite(call))).isTrue());

        assertThat(handOver.offer(new PendingWrite(records(4).getLast()))).isFalse();
        assertThat(handOver.isFull()).isTrue();
        assertThat(handOver.take(2)).hasSize(2);
        assertThat(handOver.isFull()).isTrue();
        handOver.settle(2);
        assertThat(handOver.isFull()).isFalse();
    }

    @Test
    void closedItTakesNothingMore() {
        DurableUsageJournal journal = start(ledger, monitor, options(folder));
        journal.close();
        journal.close();

        assertThat(journal.isReady()).isFalse();
        assertThat(journal.append(records(1).getFirst()))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(JournalUnavailableException.class);
    }

    @Test
    void aMonitorThatFailsStopsNothing() throws InterruptedException {
        RecordingMonitor failing = new RecordingMonitor() {
            @Override
            public void posted(int usageRecords) {
                throw new IllegalStateException("No metrics today");
            }
        };
        List<UsageRecord> records = records(3);
        try (DurableUsageJournal journal = start(ledger, failing, options(folder))) {
            for (UsageRecord call : records) {
                appendAll(journal, List.of(call));
                assertThat(journal.awaitPosted(LONG)).isTrue();
            }
        }
        assertThat(ledger.posted()).isEqualTo(records);
    }

    @Test
    void theLogBeginsAnewThoughTheWriterIsAlwaysAStepAhead() throws Exception {
        Path log = folder.resolve("journal.db-wal");
        UsageRecord call = records(1).getFirst();
        long before = 0;
        boolean begunAnew = false;
        try (DurableUsageJournal journal = start(AWAY, monitor, options(folder, Duration.ZERO))) {
            // Each commit adds two pages or more: in all more than a gigabyte.
            for (int i = 0; i < 150_000 && !begunAnew; i++) {
                assertThat(journal.append(call)).succeedsWithin(LONG);
                long size = Files.size(log);
                begunAnew = size < before;
                before = size;
            }
        }
        assertThat(begunAnew).isTrue();
    }

    @Test
    void oneJournalAtATimeHasAFolder() {
        try (DurableUsageJournal journal = start(ledger, monitor, options(folder))) {
            assertThat(journal.isReady()).isTrue();
            assertThatIllegalStateException()
                    .isThrownBy(() -> start(ledger, monitor, options(folder)))
                    .withMessageContaining(folder.toString());
        }
        start(ledger, monitor, options(folder)).close();
    }

    @Test
    void nobodyElseMayLookIntoIt() throws Exception {
        try (DurableUsageJournal journal = start(AWAY, monitor, options(folder, Duration.ZERO))) {
            appendAll(journal, records(1));

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
            try (var files = Files.list(folder)) {
                assertThat(files.filter(Files::isRegularFile))
                        .hasSizeGreaterThan(3)
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
        }
    }

    private static void appendAll(DurableUsageJournal journal, List<UsageRecord> records) {
        CompletableFuture.allOf(records.stream().map(journal::append).toArray(CompletableFuture[]::new))
                .join();
    }
}
