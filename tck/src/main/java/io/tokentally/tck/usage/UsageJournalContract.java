package io.tokentally.tck.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.usage.JournalUnavailableException;
import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.application.port.out.usage.RecordsRejectedException;
import io.tokentally.application.port.out.usage.UsageJournal;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every journal does: what it has kept is safe, and reaches the ledger once and in its order. */
@Timeout(120)
public abstract class UsageJournalContract {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int MORE_THAN_FIT = 20_000;

    /** A journal at work. */
    public interface OpenJournal extends AutoCloseable {

        UsageJournal journal();

        /** Ends it in good order: soon, whatever the ledger does, and what that has not taken stays. */
        @Override
        void close();
    }

    /** Opens the journal of this test, with what was left in it. */
    protected abstract OpenJournal open(UsageLedger ledger, MeteringMonitor monitor);

    /** Opens what would be left if the process, which goes on, were killed now: nothing is brought to an end before. */
    protected abstract OpenJournal openAsAfterAKill(UsageLedger ledger, MeteringMonitor monitor);

    /** Opens the journal of this test with room for less than 20,000 records, and so that it refuses what does not fit. */
    protected abstract OpenJournal openSmall(UsageLedger ledger, MeteringMonitor monitor);

    @Test
    void whoAppendsLearnsTheIdOfTheRecord() {
        UsageRecord call = records(0, 1).getFirst();
        try (OpenJournal open = open(new KeptLedger(), new CountingMonitor())) {
            assertThat(open.journal().append(call)).succeedsWithin(LONG).isEqualTo(call.id());
        }
    }

    @Test
    void whatIsKeptReachesTheLedgerOnceAndInItsOrder() {
        KeptLedger ledger = new KeptLedger();
        CountingMonitor monitor = new CountingMonitor();
        List<UsageRecord> calls = records(0, 700);
        try (OpenJournal open = open(ledger, monitor)) {
            appendAll(open, calls);
            await(() -> monitor.posted() == calls.size());
        }
        assertThat(ledger.deliveries()).isEqualTo(calls);
        assertThat(monitor.lost()).isZero();
    }

    @Test
    void whatTheLedgerDidNotTakeIsThereForTheNextAndComesBeforeWhatIsNew() {
        List<UsageRecord> before = records(0, 300);
        List<UsageRecord> after = records(300, 100);
        try (OpenJournal open = open(KeptLedger.AWAY, new CountingMonitor())) {
            appendAll(open, before);
        }
        KeptLedger ledger = new KeptLedger();
        CountingMonitor monitor = new CountingMonitor();
        try (OpenJournal open = open(ledger, monitor)) {
            appendAll(open, after);
            await(() -> monitor.posted() == 400);
        }
        assertThat(ledger.deliveries().subList(0, 300)).isEqualTo(before);
        assertThat(ledger.deliveries().subList(300, 400)).isEqualTo(after);
    }

    @Test
    void whatIsKeptOutlivesAProcessThatIsKilled() {
        List<UsageRecord> calls = records(0, 300);
        KeptLedger ledger = new KeptLedger();
        try (OpenJournal killed = open(KeptLedger.AWAY, new CountingMonitor())) {
            appendAll(killed, calls);
            CountingMonitor monitor = new CountingMonitor();
            try (OpenJournal next = openAsAfterAKill(ledger, monitor)) {
                assertThat(next.journal().isReady()).isTrue();
                await(() -> monitor.posted() == calls.size());
            }
        }
        assertThat(ledger.deliveries()).isEqualTo(calls);
    }

    @Test
    void whatTheLedgerHasTakenIsNotHandedOnAgain() {
        KeptLedger first = new KeptLedger();
        CountingMonitor monitor = new CountingMonitor();
        try (OpenJournal open = open(first, monitor)) {
            appendAll(open, records(0, 50));
            await(() -> monitor.posted() == 50);
        }
        KeptLedger second = new KeptLedger();
        UsageRecord last = records(50, 1).getFirst();
        try (OpenJournal open = open(second, monitor)) {
            appendAll(open, List.of(last));
            await(() -> monitor.posted() == 51);
        }
        assertThat(second.deliveries()).containsExactly(last);
    }

    @Test
    void aLedgerThatFailsIsAskedAgainUntilItTakesAll() {
        KeptLedger ledger = new KeptLedger().failing(5);
        CountingMonitor monitor = new CountingMonitor();
        List<UsageRecord> calls = records(0, 200);
        try (OpenJournal open = open(ledger, monitor)) {
            appendAll(open, calls);
            await(() -> monitor.posted() == calls.size());
        }
        assertThat(ledger.deliveries()).isEqualTo(calls);
        assertThat(monitor.delays()).isEqualTo(5);
        assertThat(monitor.lost()).isZero();
    }

    @Test
    void aRecordThatTheLedgerRefusesHoldsUpNoOtherAndIsTold() {
        List<UsageRecord> calls = records(0, 60);
        UsageRecord refused = calls.get(30);
        KeptLedger ledger = new KeptLedger().refusing(refused);
        CountingMonitor monitor = new CountingMonitor();
        try (OpenJournal open = open(ledger, monitor)) {
            appendAll(open, calls);
            await(() -> monitor.posted() == 59 && monitor.aside() == 1);
        }
        assertThat(ledger.deliveries()).hasSize(59).doesNotContain(refused).isSubsetOf(calls);
    }

    @Test
    void aJournalThatIsFullRefusesAndHandsOnAllThatItKept() throws Exception {
        List<UsageRecord> kept = new ArrayList<>();
        boolean refused = false;
        try (OpenJournal open = openSmall(KeptLedger.AWAY, new CountingMonitor())) {
            for (UsageRecord call : records(0, MORE_THAN_FIT)) {
                if (isKept(open.journal().append(call))) {
                    kept.add(call);
                } else {
                    refused = true;
                    break;
                }
            }
            assertThat(refused).as("refused one of %d", MORE_THAN_FIT).isTrue();
            assertThat(kept).isNotEmpty();
            assertThat(open.journal().isReady()).isFalse();
        }
        KeptLedger ledger = new KeptLedger();
        CountingMonitor monitor = new CountingMonitor();
        try (OpenJournal open = openSmall(ledger, monitor)) {
            await(() -> monitor.posted() == kept.size());
            await(() -> open.journal().isReady());
        }
        assertThat(ledger.deliveries()).isEqualTo(kept);
    }

    @Test
    void aJournalThatIsClosedKeepsNothingMore() {
        OpenJournal open = open(new KeptLedger(), new CountingMonitor());
        open.close();

        assertThat(open.journal().isReady()).isFalse();
        assertThat(open.journal().health().journalWrites()).isFalse();
        assertThat(open.journal().append(records(0, 1).getFirst()))
                .failsWithin(LONG)
                .withThrowableThat()
                .withCauseInstanceOf(JournalUnavailableException.class);
    }

    @Test
    void aMonitorThatFailsCostsNoRecord() {
        KeptLedger ledger = new KeptLedger().failing(1);
        List<UsageRecord> calls = records(0, 40);
        try (OpenJournal open = open(ledger, new FailingMonitor())) {
            appendAll(open, calls);
            await(() -> ledger.deliveries().size() == calls.size());
        }
        assertThat(ledger.deliveries()).isEqualTo(calls);
    }

    private static List<UsageRecord> records(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(seed -> aUsageRecord().withSeed(seed).build())
                .toList();
    }

    private static void appendAll(OpenJournal open, List<UsageRecord> calls) {
        calls.stream()
                .map(open.journal()::append)
                .toList()
                .forEach(kept -> assertThat(kept).succeedsWithin(LONG));
    }

    private static boolean isKept(CompletableFuture<UsageRecordId> append)
            throws InterruptedException, TimeoutException {
        try {
            return append.get(LONG.toSeconds(), TimeUnit.SECONDS) != null;
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(JournalUnavailableException.class);
            return false;
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("in time").isNegative();
            try {
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted", e);
            }
        }
    }

    /** A ledger that keeps what it is given as often as it is given it, so that a record that comes twice shows. */
    private static final class KeptLedger implements UsageLedger {

        static final UsageLedger AWAY = batch -> {
            throw new IllegalStateException("The ledger is away");
        };

        private final List<UsageRecord> deliveries = new ArrayList<>();
        private final List<UsageRecord> refused = new ArrayList<>();
        private int failures;

        synchronized KeptLedger failing(int times) {
            failures = times;
            return this;
        }

        synchronized KeptLedger refusing(UsageRecord call) {
            refused.add(call);
            return this;
        }

        synchronized List<UsageRecord> deliveries() {
            return List.copyOf(deliveries);
        }

        @Override
        public synchronized void post(Collection<UsageRecord> usageRecords) {
            if (failures > 0) {
                failures--;
                throw new IllegalStateException("The ledger is away");
            }
            if (usageRecords.stream().anyMatch(refused::contains)) {
                throw new RecordsRejectedException("SQLSTATE 23514", new IllegalArgumentException("refused"));
            }
            deliveries.addAll(usageRecords);
        }
    }

    /** Counts what it is told. */
    private static final class CountingMonitor implements MeteringMonitor {

        private int posted;
        private int lost;
        private int delays;
        private int aside;

        synchronized int posted() {
            return posted;
        }

        synchronized int lost() {
            return lost;
        }

        synchronized int delays() {
            return delays;
        }

        synchronized int aside() {
            return aside;
        }

        @Override
        public void recorded(UsageRecord usageRecord) {
            throw new AssertionError("A journal records no call");
        }

        @Override
        public synchronized void posted(int usageRecords) {
            posted += usageRecords;
        }

        @Override
        public synchronized void postingDelayed(int usageRecords, Throwable cause) {
            delays++;
        }

        @Override
        public void recordingFailed(Throwable cause) {
            throw new AssertionError("A journal records no call", cause);
        }

        @Override
        public synchronized void lost(int usageRecords, String reason) {
            lost += usageRecords;
        }

        @Override
        public synchronized void setAside(int usageRecords, String reason) {
            aside += usageRecords;
        }
    }

    private static final class FailingMonitor implements MeteringMonitor {

        @Override
        public void recorded(UsageRecord usageRecord) {
            throw new IllegalStateException("planted");
        }

        @Override
        public void posted(int usageRecords) {
            throw new IllegalStateException("planted");
        }

        @Override
        public void postingDelayed(int usageRecords, Throwable cause) {
            throw new IllegalStateException("planted");
        }

        @Override
        public void recordingFailed(Throwable cause) {
            throw new IllegalStateException("planted");
        }

        @Override
        public void lost(int usageRecords, String reason) {
            throw new IllegalStateException("planted");
        }
    }
}
