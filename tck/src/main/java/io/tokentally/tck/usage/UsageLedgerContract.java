package io.tokentally.tck.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.MEMBER;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every usage ledger does. It is empty at the start of each test. */
public abstract class UsageLedgerContract {

    private static final OrganizationId GLOBEX = new OrganizationId("globex");

    protected abstract UsageLedger ledger();

    /** All records that the ledger holds of an organization, in any order. */
    protected abstract List<UsageRecord> recordsOf(OrganizationId organizationId);

    /** What the roll-ups of an organization add up to. */
    protected abstract UsageTotals totalsOf(OrganizationId organizationId);

    @Test
    void keepsEveryDetailOfARecord() {
        List<UsageRecord> records = new RandomCalls(42, ACME, NOON, Duration.ofDays(70)).take(200);

        ledger().post(records);

        assertThat(recordsOf(ACME)).containsExactlyInAnyOrderElementsOf(records);
    }

    @Test
    void postingNothingChangesNothing() {
        ledger().post(List.of());

        assertThat(recordsOf(ACME)).isEmpty();
    }

    @Test
    void aRecordThatIsThereAlreadyChangesNothing() {
        UsageRecord first = aUsageRecord().withSeed(1).build();
        UsageRecord second = aUsageRecord().withSeed(2).build();
        ledger().post(List.of(first));

        ledger().post(List.of(first, second));

        assertThat(recordsOf(ACME)).containsExactlyInAnyOrder(first, second);
        assertThat(totalsOf(ACME)).isEqualTo(sumOf(List.of(first, second)));
    }

    @Test
    void aRecordThatComesTwiceInOneBatchCountsOnce() {
        UsageRecord call = aUsageRecord().build();

        ledger().post(List.of(call, call, call));

        assertThat(recordsOf(ACME)).containsExactly(call);
        assertThat(totalsOf(ACME)).isEqualTo(sumOf(List.of(call)));
    }

    @Test
    void theSameIdInTwoOrganizationsIsTwoRecords() {
        UsageRecord ours = aUsageRecord().of(ACME, MEMBER).build();
        UsageRecord theirs = aUsageRecord().of(GLOBEX, MEMBER).build();

        ledger().post(List.of(ours, theirs));

        assertThat(recordsOf(ACME)).containsExactly(ours);
        assertThat(recordsOf(GLOBEX)).containsExactly(theirs);
    }

    @Test
    void writersThatPostTheSameRecordsAtOnceCountThemOnce() throws Exception {
        List<UsageRecord> records = new RandomCalls(7, ACME, NOON, Duration.ofHours(2)).take(400);

        postFromManyThreads(IntStream.range(0, 4)
                .<Callable<Void>>mapToObj(writer -> () -> {
                    postInBatches(shuffled(records, writer));
                    return null;
                })
                .toList());

        assertThat(recordsOf(ACME)).containsExactlyInAnyOrderElementsOf(records);
        assertThat(totalsOf(ACME)).isEqualTo(sumOf(records));
    }

    private void postInBatches(List<UsageRecord> records) {
        for (int start = 0; start < records.size(); start += 50) {
            ledger().post(records.subList(start, start + 50));
        }
    }

    private static List<UsageRecord> shuffled(List<UsageRecord> records, int seed) {
        List<UsageRecord> shuffled = new ArrayList<>(records);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    private static void postFromManyThreads(List<Callable<Void>> writers) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(writers.size())) {
            for (Future<Void> writer : threads.invokeAll(writers)) {
                writer.get();
            }
        }
    }

    /** The sum, made without any roll-up. */
    protected static UsageTotals sumOf(List<UsageRecord> records) {
        return UsageSums.totals(records);
    }
}
