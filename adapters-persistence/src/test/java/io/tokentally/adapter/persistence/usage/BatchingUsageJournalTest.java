package io.tokentally.adapter.persistence.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tokentally.adapter.persistence.RecordingMonitor;
import io.tokentally.application.port.out.usage.JournalUnavailable;
import io.tokentally.application.port.out.usage.RecordsRefused;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchingUsageJournalTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final RecordingMonitor monitor = new RecordingMonitor();
    private final List<UsageRecord> posted = new CopyOnWriteArrayList<>();
    private final List<Integer> batchSizes = new CopyOnWriteArrayList<>();

    @Test
    void postsEverythingInOrderAndInBatches() throws InterruptedException {
        List<UsageRecord> records = records(1_200);
        try (BatchingUsageJournal journal = start(this::take, options(2_000, LONG))) {
            records.forEach(usageRecord -> journal.append(usageRecord).join());

            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
        assertThat(posted).isEqualTo(records);
        assertThat(batchSizes).allMatch(size -> size <= 500).hasSizeLessThan(100);
        assertThat(monitor.posted).hasValue(1_200);
    }

    @Test
    void aSingleRecordIsNotKeptWaitingForCompany() throws InterruptedException {
        try (BatchingUsageJournal journal = start(this::take, options(10, LONG))) {
            journal.append(records(1).getFirst()).join();

            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
    }

    @Test
    void whileTheLedgerIsAwayNothingIsLostAndTheOrderStays() throws InterruptedException {
        List<UsageRecord> records = records(700);
        AtomicInteger failures = new AtomicInteger(5);
        UsageLedger ledger = batch -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("The ledger is away");
            }
            take(batch);
        };
        try (BatchingUsageJournal journal = start(ledger, options(1_000, LONG))) {
            records.forEach(usageRecord -> journal.append(usageRecord).join());

            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
        assertThat(posted).isEqualTo(records);
        assertThat(monitor.delays).hasValue(5);
        assertThat(monitor.lost).hasValue(0);
    }

    @Test
    void anErrorInTheLedgerDoesNotEndTheWriter() throws InterruptedException {
        AtomicInteger failures = new AtomicInteger(1);
        UsageLedger ledger = batch -> {
            if (failures.getAndDecrement() > 0) {
                throw new StackOverflowError();
            }
            take(batch);
        };
        try (BatchingUsageJournal journal = start(ledger, options(10, LONG))) {
            journal.append(records(1).getFirst()).join();

            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
        assertThat(posted).hasSize(1);
    }

    @Test
    void aRecordThatIsRefusedDoesNotHoldUpTheOthers() throws InterruptedException {
        List<UsageRecord> records = records(100);
        Set<UsageRecord> poison = Set.of(records.get(0), records.get(41), records.get(99));
        UsageLedger ledger = batch -> {
            if (batch.stream().anyMatch(poison::contains)) {
                throw new RecordsRefused("SQLSTATE 23514", new IllegalArgumentException("secret"));
            }
            take(batch);
        };
        try (BatchingUsageJournal journal = start(ledger, options(1_000, LONG))) {
            records.forEach(usageRecord -> journal.append(usageRecord).join());

            assertThat(journal.awaitPosted(LONG)).isTrue();
        }
        List<UsageRecord> healthy = new ArrayList<>(records);
        healthy.removeAll(poison);
        assertThat(posted).isEqualTo(healthy);
        assertThat(monitor.lost).hasValue(3);
        assertThat(monitor.reasons)
                .contains("the ledger refuses record " + records.get(41).id() + ": SQLSTATE 23514");
    }

    @Test
    void aFullJournalSaysSoAndTakesMoreOnceThereIsRoom() throws InterruptedException {
        Semaphore permits = new Semaphore(0);
        UsageLedger ledger = batch -> {
            permits.acquireUninterruptibly();
            take(batch);
        };
        List<UsageRecord> records = records(4);
        try (BatchingUsageJournal journal = start(ledger, options(3, LONG))) {
            records.subList(0, 3)
                    .forEach(usageRecord -> journal.append(usageRecord).join());

            assertThat(journal.append(records.get(3)))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(JournalUnavailable.class);

            permits.release(100);
            assertThat(journal.awaitPosted(LONG)).isTrue();
            journal.append(records.get(3)).join();
        }
        assertThat(posted).isEqualTo(records);
    }

    @Test
    void closingPostsWhatIsLeft() {
        List<UsageRecord> records = records(1_700);
        CountDownLatch filled = new CountDownLatch(1);
        UsageLedger ledger = batch -> {
            awaitUninterruptibly(filled);
            take(batch);
        };
        BatchingUsageJournal journal = start(ledger, options(2_000, LONG));
        records.forEach(usageRecord -> journal.append(usageRecord).join());
        filled.countDown();

        journal.close();

        assertThat(posted).isEqualTo(records);
        assertThat(monitor.lost).hasValue(0);
        assertThatIllegalStateException().isThrownBy(() -> journal.append(records.getFirst()));
    }

    @Test
    void closingReportsWhatTheLedgerDidNotTakeInTime() {
        UsageLedger ledger = batch -> {
            throw new IllegalStateException("The ledger is away");
        };
        BatchingUsageJournal journal = start(ledger, options(10, Duration.ofMillis(50)));
        records(7).forEach(usageRecord -> journal.append(usageRecord).join());

        journal.close();
        journal.close();

        assertThat(monitor.lost).hasValue(7);
        assertThat(monitor.reasons).containsExactly("the journal was closed before the ledger took them");
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
        try (BatchingUsageJournal journal = BatchingUsageJournal.start(this::take, failing, options(10, LONG))) {
            for (UsageRecord call : records) {
                journal.append(call).join();
                assertThat(journal.awaitPosted(LONG)).isTrue();
            }
        }
        assertThat(posted).isEqualTo(records);
    }

    private BatchingUsageJournal start(UsageLedger ledger, JournalOptions options) {
        return BatchingUsageJournal.start(ledger, monitor, options);
    }

    private void take(Collection<UsageRecord> batch) {
        batchSizes.add(batch.size());
        posted.addAll(batch);
    }

    private static JournalOptions options(int capacity, Duration closeTimeout) {
        return new JournalOptions(
                capacity, 500, Duration.ofMillis(20), Duration.ofMillis(1), Duration.ofMillis(10), closeTimeout);
    }

    private static List<UsageRecord> records(int count) {
        return IntStream.range(0, count)
                .mapToObj(seed -> aUsageRecord().withSeed(seed).build())
                .toList();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
