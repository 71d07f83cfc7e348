package io.tokentally.adapter.persistence.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.MEMBER;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordFixtures;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of work that is billed once and told again and again there is one record: the first that knows what was used. */
class JobsToldAgainIT {

    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final Instant LATER = NOON.plus(Duration.ofHours(40));

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final UsageLedger ledger = DATABASE.bean(UsageLedger.class);

    @ParameterizedTest
    @ValueSource(
            strings = {"messages.batches", "batches", "batches.cancel", "responses.retrieve", "videos", "containers"})
    void whatIsKnownTakesThePlaceOfWhatWasNot(String operation) {
        UsageRecord unknown = unknown(job(ACME, NOON, "job_1", operation));
        UsageRecord known = job(ACME, NOON, "job_1", operation);
        ledger.post(List.of(unknown));
        assertRollupsAreThoseOf(unknown);

        ledger.post(List.of(known));
        ledger.post(List.of(unknown));
        ledger.post(List.of(unknown, known));

        assertThat(recordsOf(ACME)).containsExactly(known);
        assertRollupsAreThoseOf(known);
    }

    @Test
    void workWithoutAnInstantOfItsOwnIsOneRecordWheneverItIsFetched() {
        UsageRecord first = unknown(job(ACME, NOON, "job_1", "messages.batches"));
        ledger.post(List.of(first));
        ledger.post(List.of(unknown(job(ACME, LATER, "job_1", "messages.batches"))));

        assertThat(recordsOf(ACME)).containsExactly(first);
        assertRollupsAreThoseOf(first);
    }

    @Test
    void theInstantThatIsKnownAtLastTakesThePlaceOfTheOther() {
        UsageRecord known = job(ACME, NOON.minusSeconds(86_400), "job_1", "messages.batches");
        ledger.post(List.of(unknown(job(ACME, NOON, "job_1", "messages.batches"))));
        ledger.post(List.of(known));
        ledger.post(List.of(unknown(job(ACME, LATER, "job_1", "messages.batches"))));

        assertThat(recordsOf(ACME)).containsExactly(known);
        assertRollupsAreThoseOf(known);
    }

    /** As a container is, that several responses use. */
    @Test
    void whatIsKnownOfItStays() {
        UsageRecord first = job(ACME, NOON, "cntr_1", "containers");
        ledger.post(List.of(first, job(ACME, NOON.plusSeconds(60), "cntr_1", "containers")));
        ledger.post(List.of(job(ACME, LATER, "cntr_1", "containers")));

        assertThat(recordsOf(ACME)).containsExactly(first);
        assertRollupsAreThoseOf(first);
    }

    @Test
    void bothInOnePostAreTheKnownOne() {
        UsageRecord known = job(ACME, LATER, "job_1", "messages.batches");

        ledger.post(List.of(unknown(job(ACME, NOON, "job_1", "messages.batches")), known));

        assertThat(recordsOf(ACME)).containsExactly(known);
        assertRollupsAreThoseOf(known);
    }

    @Test
    void otherWorkAndOtherOrganizationsAreApart() {
        List<UsageRecord> ours =
                List.of(job(ACME, NOON, "job_1", "messages.batches"), job(ACME, NOON, "job_2", "messages.batches"));
        UsageRecord theirs = job(GLOBEX, NOON, "job_1", "messages.batches");
        ledger.post(List.of(unknown(ours.get(0)), unknown(theirs)));

        ledger.post(ours);

        assertThat(recordsOf(ACME)).containsExactlyInAnyOrderElementsOf(ours);
        assertThat(recordsOf(GLOBEX)).containsExactly(unknown(theirs));
    }

    @Test
    void whoseRecordItIsAndHowLongItTookAreThoseOfTheKnownOne() {
        UsageRecordId id = id(ACME, NOON, "job_1");
        UsageRecord slow = aUsageRecord()
                .at(NOON)
                .withOperation("messages.batches")
                .of(ACME, new UserId("grace"))
                .taking(Duration.ofMinutes(3))
                .build();
        UsageRecord known = job(ACME, NOON, "job_1", "messages.batches");
        ledger.post(List.of(unknown(new UsageRecord(id, slow.call(), slow.cost()))));

        ledger.post(List.of(known));

        assertThat(recordsOf(ACME)).containsExactly(known);
        assertRollupsAreThoseOf(known);
    }

    /** Of calls that took as long as it did, one less is left. */
    @Test
    void theResponseTimesOfOtherCallsStay() {
        UsageRecord other = aUsageRecord().at(NOON).of(ACME, MEMBER).withSeed(3).build();
        UsageRecord known = job(ACME, LATER, "job_1", "messages.batches");
        ledger.post(List.of(other, unknown(job(ACME, NOON, "job_1", "messages.batches"))));

        ledger.post(List.of(known));

        assertThat(DATABASE.asOwner()
                        .sql(
                                "SELECT sum(count) FROM usage_series_days, distribution_buckets(distributions) WHERE measure = 0")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
        assertThat(rollups("sum(requests)")).isEqualTo(2);
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
    }

    @Test
    void callsThatCostNothingWaitForNoJob() {
        UsageRecord free =
                aUsageRecord().at(NOON).withOperation("messages.batches").free().build();
        UsageRecord other = aUsageRecord()
                .at(NOON)
                .withSeed(2)
                .withOperation("messages.batches")
                .free()
                .build();

        ledger.post(List.of(free, other));

        assertThat(recordsOf(ACME)).containsExactlyInAnyOrder(free, other);
        assertThat(DATABASE.asOwner()
                        .sql("SELECT count(*) FROM billed_jobs")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void writersThatTellOfOneJobAtOnceKeepOneRecord() throws Exception {
        List<Callable<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            Instant seen = NOON.plusSeconds(writer);
            writers.add(() -> {
                for (int job = 0; job < 25; job++) {
                    UsageRecord told = job(ACME, seen, "cntr_" + job, "containers");
                    ledger.post(List.of(seen.equals(NOON) ? told : unknown(told)));
                }
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(writers.size())) {
            for (Future<Void> writer : threads.invokeAll(writers)) {
                writer.get();
            }
        }

        assertThat(recordsOf(ACME))
                .hasSize(25)
                .allMatch(told -> told.createdAt().equals(NOON));
        assertThat(rollups("sum(requests)")).isEqualTo(25);
        assertThat(rollups("sum(unpriced)")).isZero();
    }

    private static void assertRollupsAreThoseOf(UsageRecord call) {
        boolean unpriced = call.reading() instanceof UsageReading.Missing;
        assertThat(rollups("count(*)")).isEqualTo(1);
        assertThat(rollups("sum(requests)")).isEqualTo(1);
        assertThat(rollups("sum(unpriced)")).isEqualTo(unpriced ? 1 : 0);
        assertThat(rollups("sum(input_tokens)")).isEqualTo(call.quantities().inputTokens());
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
    }

    private static long rollups(String figure) {
        return DATABASE.asOwner()
                .sql("SELECT " + figure + " FROM " + LedgerContents.SUMS)
                .query(Long.class)
                .single();
    }

    private static List<UsageRecord> recordsOf(OrganizationId organization) {
        return LedgerContents.recordsOf(DATABASE, organization);
    }

    private static UsageRecord job(OrganizationId organization, Instant at, String reference, String operation) {
        UsageRecordFixtures call = aUsageRecord()
                .at(at)
                .of(organization, MEMBER)
                .withOperation(operation)
                .withTokens(1_000, 10);
        UsageRecord told = call.build();
        return new UsageRecord(id(organization, at, reference), told.call(), told.cost());
    }

    private static UsageRecordId id(OrganizationId organization, Instant at, String reference) {
        return UsageRecordId.of(at, organization.value(), "anthropic", reference);
    }

    private static UsageRecord unknown(UsageRecord told) {
        return new UsageRecord(
                told.id(),
                told.call().withReading(new UsageReading.Missing()),
                Cost.unpriced(Money.USD, UnpricedReason.NO_USAGE));
    }
}
