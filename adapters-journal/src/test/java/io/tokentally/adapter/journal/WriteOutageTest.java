package io.tokentally.adapter.journal;

import static io.tokentally.adapter.journal.TestJournal.LONG;
import static io.tokentally.adapter.journal.TestJournal.contents;
import static io.tokentally.adapter.journal.TestJournal.options;
import static io.tokentally.adapter.journal.TestJournal.records;
import static io.tokentally.adapter.journal.TestJournal.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.journal.JournalOptions.WhenBroken;
import io.tokentally.application.port.out.usage.JournalUnavailableException;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.usage.UsageRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A journal that cannot write, or cannot be read. */
@Timeout(60)
class WriteOutageTest {

    private static final long SMALL = JournalOptions.LEAST_BYTES;

    @TempDir
    private Path folder;

    private final RecordingMonitor monitor = new RecordingMonitor();
    private final Ledger ledger = new Ledger();
    private final AtomicBoolean away = new AtomicBoolean(true);
    private final UsageLedger mayBeAway = batch -> {
        if (away.get()) {
            throw new IllegalStateException("The ledger is away");
        }
        ledger.post(batch);
    };

    @Test
    void failClosedItRefusesCallsWhileItIsFullAndTakesThemAgainOnceThereIsRoom() throws Exception {
        List<UsageRecord> records = records(2_000);
        List<UsageRecord> kept = new ArrayList<>();
        try (DurableUsageJournal journal = start(mayBeAway, monitor, small(WhenBroken.FAIL_CLOSED, 10_000))) {
            int turnedDown = 0;
            for (UsageRecord call : records) {
                try {
                    journal.append(call).join();
                    kept.add(call);
                } catch (CompletionException e) {
                    assertThat(e).hasCauseInstanceOf(JournalUnavailableException.class);
                    turnedDown++;
                }
            }
            assertThat(turnedDown).isPositive();
            assertThat(kept).hasSizeGreaterThan(100);
            assertThat(journal.isReady()).isFalse();
            assertThat(monitor.broken).hasValue(1);
            assertThat(monitor.restored).hasValue(0);

            away.set(false);
            await(journal::isReady);
            journal.append(records(2_001).getLast()).join();
            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
        assertThat(monitor.restored).hasValue(1);
        assertThat(monitor.lost).hasValue(0);
        // Calls under way cost money as well: their records were held, although nobody was told that they are safe.
        assertThat(ledger.posted()).isEqualTo(records(2_001));
    }

    @Test
    void failOpenItServesCallsAndHoldsTheirRecordsUntilTheLedgerTakesThem() throws Exception {
        List<UsageRecord> records = records(2_000);
        try (DurableUsageJournal journal = start(mayBeAway, monitor, small(WhenBroken.FAIL_OPEN, 10_000))) {
            for (UsageRecord call : records) {
                journal.append(call).join();
                assertThat(journal.isReady()).isTrue();
            }
            assertThat(monitor.broken).hasValue(1);
            await(() -> journal.state().depth() == 2_000);

            away.set(false);
            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
        assertThat(monitor.lost).hasValue(0);
        assertThat(ledger.posted()).isEqualTo(records);
    }

    @Test
    void whatMemoryDoesNotHoldIsCountedAndNotSaidToBeKept() {
        List<UsageRecord> records = records(2_000);
        List<UsageRecord> kept = new ArrayList<>();
        int turnedDown = 0;
        try (DurableUsageJournal journal = start(mayBeAway, monitor, small(WhenBroken.FAIL_OPEN, 50))) {
            for (UsageRecord call : records) {
                try {
                    journal.append(call).join();
                    kept.add(call);
                } catch (CompletionException e) {
                    turnedDown++;
                }
            }
            assertThat(monitor.lost).hasValue(turnedDown);
            assertThat(turnedDown + kept.size()).isEqualTo(2_000);
            away.set(false);
        }
        assertThat(turnedDown).isPositive();
        assertThat(ledger.posted()).isEqualTo(kept);
    }

    @Test
    void theFileDoesNotGrowBeyondItsLimit() throws Exception {
        JournalOptions impatient = options(folder, SMALL, 50_000, WhenBroken.FAIL_OPEN, Duration.ZERO);
        try (DurableUsageJournal journal = start(mayBeAway, monitor, impatient)) {
            appendAll(journal, records(5_000));
            await(() -> journal.state().depth() == 5_000);
        }
        // No disk and no ledger: what is only in memory when the journal is closed is lost, and told to be.
        assertThat(monitor.lost.get()).isBetween(4_000, 5_000);
        assertThat(Files.size(folder.resolve("journal.db"))).isLessThanOrEqualTo(SMALL);
    }

    @Test
    void aLargeBacklogGivesItsSpaceBack() throws Exception {
        away.set(true);
        try (DurableUsageJournal journal = start(mayBeAway, monitor, options(folder))) {
            appendAll(journal, records(40_000));
            await(() -> journal.state().depth() == 40_000 && monitor.delays.get() > 0);
            away.set(false);
            assertThat(journal.awaitPosted(LONG)).isTrue();
            await(() -> freePages() < 2_048);
        }
        assertThat(Files.size(folder.resolve("journal.db"))).isLessThan(12 * 1024 * 1024);
    }

    private long freePages() {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"))) {
            return Store.number(connection, "PRAGMA freelist_count");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFileThatIsNoJournalIsPutAsideAndNeverDeleted() throws Exception {
        Files.writeString(folder.resolve("journal.db"), "This was a journal once. ".repeat(1_000));

        try (DurableUsageJournal journal = start(ledger, monitor, options(folder))) {
            journal.append(records(1).getFirst()).join();
            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
        assertThat(monitor.replaced)
                .singleElement()
                .satisfies(damaged -> assertThat(Path.of(damaged))
                        .hasParent(folder)
                        .content()
                        .startsWith("This was a journal once."));
    }

    @Test
    void aFileThatIsDamagedWithinIsPutAsideWhenItIsOpened() throws Exception {
        away.set(true);
        try (DurableUsageJournal journal = start(mayBeAway, monitor, options(folder, Duration.ZERO))) {
            records(2_000).forEach(call -> journal.append(call).join());
        }
        try (RandomAccessFile file = open("journal.db")) {
            file.seek(40L * Store.PAGE_BYTES);
            file.write(new byte[20 * Store.PAGE_BYTES]);
        }

        assertThat(contents(folder)).isEmpty();

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("journal.db.damaged-"));
        }
    }

    /** Reading what waits would not come upon it; the next record that the ledger refuses would. */
    @Test
    void damageWhereNothingIsReadIsFoundWhenTheFileIsOpened() throws Exception {
        start(ledger, monitor, options(folder)).close();
        StoredRows.execute(folder, """
                INSERT INTO refused
                WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000)
                SELECT randomblob(500), 'planted', '2026-01-01T00:00:00Z' FROM numbers""");
        try (RandomAccessFile file = open("journal.db")) {
            assertThat(file.length()).isGreaterThan(150L * Store.PAGE_BYTES);
            file.seek(100L * Store.PAGE_BYTES);
            file.write(new byte[20 * Store.PAGE_BYTES]);
        }

        try (DurableUsageJournal journal = start(ledger, monitor, options(folder))) {
            assertThat(monitor.replaced)
                    .singleElement()
                    .satisfies(damaged -> assertThat(Path.of(damaged)).exists().hasParent(folder));
            assertThat(journal.append(records(1).getFirst())).succeedsWithin(LONG);
            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
        assertThat(ledger.posted()).hasSize(1);
    }

    @Test
    void aFileThatIsDamagedWhileItIsReadIsPutAsideWithAnAlarmAndTheJournalGoesOn() throws Exception {
        List<UsageRecord> records = records(2_100);
        List<UsageRecord> later = records.subList(2_000, 2_100);
        try (DurableUsageJournal journal = start(mayBeAway, monitor, options(folder))) {
            appendAll(journal, records.subList(0, 2_000));
            await(() -> monitor.delays.get() > 0);

            damage();
            away.set(false);
            await(() -> monitor.restored.get() > 0);
            appendAll(journal, later);
            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
        assertPutAside();
        // The poster had read some of them before. The others are in the file that was put aside, and nowhere else.
        assertThat(ledger.posted())
                .hasSizeLessThan(2_100)
                .isSubsetOf(records)
                .endsWith(later.toArray(UsageRecord[]::new));
    }

    @Test
    void whatAFileThatWasDamagedDoesNotTakeIsHeldForTheNextOne() throws Exception {
        List<UsageRecord> records = records(200);
        List<UsageRecord> later = records.subList(100, 200);
        try (DurableUsageJournal journal = start(mayBeAway, monitor, options(folder))) {
            appendAll(journal, records.subList(0, 100));
            await(() -> monitor.delays.get() > 0);
            forgetPages();

            damage();
            appendAll(journal, later);
            await(() -> monitor.restored.get() > 0);
            away.set(false);
            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
        assertPutAside();
        assertThat(ledger.posted()).isSubsetOf(records).endsWith(later.toArray(UsageRecord[]::new));
    }

    @Test
    void aRecordThatCameToTheDiskThoughItsCommitWasSaidToFailIsNoObstacle() throws Exception {
        List<UsageRecord> records = records(20);
        try (DurableUsageJournal journal = start(mayBeAway, monitor, options(folder))) {
            appendAll(journal, records.subList(0, 10));
            StoredRows.execute(
                    folder,
                    "INSERT INTO waiting SELECT sequence + 1, record FROM waiting ORDER BY sequence DESC LIMIT 1");
            appendAll(journal, records.subList(10, 20));
            await(() -> monitor.restored.get() > 0);

            away.set(false);
            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
        assertThat(monitor.lost).hasValue(0);
        assertThat(ledger.posted()).containsAll(records);
    }

    @Test
    void aLogThatWasCutOffIsNoSilentHole() throws Exception {
        List<UsageRecord> records = records(2_100);
        List<UsageRecord> later = records.subList(2_000, 2_100);
        try (DurableUsageJournal journal = start(mayBeAway, monitor, options(folder))) {
            appendAll(journal, records.subList(0, 2_000));
            await(() -> monitor.delays.get() > 0);
            forgetPages();

            try (RandomAccessFile log = open("journal.db-wal")) {
                log.setLength(0);
            }
            appendAll(journal, later);
            away.set(false);
            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
        assertThat(ledger.posted()).isSubsetOf(records).endsWith(later.toArray(UsageRecord[]::new));
        assertThat(!monitor.replaced.isEmpty()
                        || monitor.lost.get()
                                == records.size() - ledger.posted().size())
                .as(
                        "%d replaced, %d told to be lost, %d posted",
                        monitor.replaced.size(),
                        monitor.lost.get(),
                        ledger.posted().size())
                .isTrue();
    }

    @Test
    void recordsThatAreGoneFromTheFileAreCountedAsLost() throws Exception {
        List<UsageRecord> records = records(100);
        try (DurableUsageJournal journal = start(mayBeAway, monitor, options(folder))) {
            journal.append(records.getFirst()).join();
            await(() -> monitor.delays.get() > 0);
            appendAll(journal, records.subList(1, 100));
            StoredRows.execute(folder, "DELETE FROM waiting WHERE sequence BETWEEN 50 AND 59");

            away.set(false);
            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
        assertThat(monitor.lost).hasValue(10);
        assertThat(ledger.posted()).hasSize(90).isSubsetOf(records);
    }

    /** Overwrites the log and then the file, as a disk may that fails: from a log that is sound a checkpoint would heal the file. */
    private void damage() throws IOException {
        for (String name : List.of("journal.db-wal", "journal.db")) {
            try (RandomAccessFile file = open(name)) {
                byte[] garbage = new byte[Math.toIntExact(file.length())];
                Arrays.fill(garbage, (byte) 0x55);
                file.write(garbage);
            }
        }
    }

    /** Has the journal read anew what it knew: somebody else has written. */
    private void forgetPages() throws SQLException {
        StoredRows.execute(folder, "INSERT INTO probe VALUES (zeroblob(1))");
    }

    private RandomAccessFile open(String name) throws IOException {
        return new RandomAccessFile(folder.resolve(name).toFile(), "rw");
    }

    private void assertPutAside() {
        assertThat(monitor.broken).hasValue(1);
        assertThat(monitor.restored).hasValue(1);
        assertThat(monitor.lost).hasValue(0);
        assertThat(monitor.replaced)
                .singleElement()
                .satisfies(damaged -> assertThat(Path.of(damaged)).exists().hasParent(folder));
    }

    @Test
    void theBallastIsThrownOffOnlyWhenTheDiskIsFullAndTakenUpAgain() throws Exception {
        DiskReserve ballast = new DiskReserve(folder.resolve("journal.ballast"));
        ballast.takeUp();
        assertThat(ballast.isThere()).isTrue();
        assertThat(Files.size(folder.resolve("journal.ballast"))).isEqualTo(DiskReserve.BYTES);
        ballast.throwOff();
        assertThat(ballast.isThere()).isFalse();
        ballast.takeUp();
        assertThat(ballast.isThere()).isTrue();
    }

    private static void appendAll(DurableUsageJournal journal, List<UsageRecord> records) {
        CompletableFuture.allOf(records.stream().map(journal::append).toArray(CompletableFuture[]::new))
                .join();
    }

    private JournalOptions small(WhenBroken policy, int memoryCapacity) {
        return options(folder, SMALL, memoryCapacity, policy, LONG);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
