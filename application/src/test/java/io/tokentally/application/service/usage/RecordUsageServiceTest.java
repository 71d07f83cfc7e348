package io.tokentally.application.service.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.application.port.out.usage.JournalUnavailableException;
import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceFixtures;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.usage.MeteringHealth;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RecordUsageServiceTest {

    private static final Instant NOON = Instant.parse("2026-10-15T12:00:00.123456789Z");
    private static final Quantities QUANTITIES =
            new Quantities(Map.of(UsageUnit.INPUT_TOKENS, 10_000L, UsageUnit.OUTPUT_TOKENS, 2_500L));
    private static final PriceBook BOOK = new PriceBook(Money.USD, List.of(PriceFixtures.nanoPrice()));

    private final List<UsageRecord> journal = new ArrayList<>();
    private final RecordingMonitor monitor = new RecordingMonitor();
    private final RecordUsageService service =
            new RecordUsageService(organizationId -> Optional.of(BOOK), this::keep, monitor, new Random(1));

    @Test
    void everythingThatTheAdapterSawIsKept() {
        MeteredCall call = call(PriceFixtures.NANO, new UsageReading.Reported(QUANTITIES));
        assertThat(service.record(call)).isCompleted();

        assertThat(journal).singleElement().satisfies(kept -> {
            assertThat(kept.createdAt()).isEqualTo(Instant.parse("2026-10-15T12:00:00.123Z"));
            assertThat(kept.attribution()).isEqualTo(call.attribution());
            assertThat(kept.provider()).isEqualTo(call.provider());
            assertThat(kept.model()).isEqualTo(call.requestedModel());
            assertThat(kept.servedModel()).isEqualTo(call.servedModel());
            assertThat(kept.serviceTier()).isEqualTo(call.serviceTier());
            assertThat(kept.quantities()).isEqualTo(QUANTITIES);
            assertThat(kept.timing()).isEqualTo(call.timing());
            assertThat(kept.outcome()).isEqualTo(call.outcome());
            assertThat(kept.cost().total()).isEqualTo(Money.usd("0.002"));
        });
        assertThat(monitor.failures).isEmpty();
        assertThat(monitor.records).isEqualTo(journal);
    }

    @Test
    void aCallOfAModelWithoutPriceIsKeptAndNeverFree() {
        assertThat(service.record(call(new ModelName("gpt-unheard-of"), new UsageReading.Reported(QUANTITIES))))
                .isCompleted();

        assertThat(journal).singleElement().satisfies(kept -> {
            assertThat(kept.cost()).isEqualTo(Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE));
            assertThat(kept.quantities()).isEqualTo(QUANTITIES);
        });
    }

    @Test
    void contradictoryFiguresAreNotBelieved() {
        assertThat(service.record(call(PriceFixtures.NANO, new UsageReading.Invalid())))
                .isCompleted();

        assertThat(journal).singleElement().satisfies(kept -> {
            assertThat(kept.quantities()).isEqualTo(Quantities.NONE);
            assertThat(kept.cost()).isEqualTo(Cost.unpriced(Money.USD, UnpricedReason.INVALID_USAGE));
        });
    }

    @Test
    void twoEqualCallsAreTwoRecords() {
        MeteredCall call = call(PriceFixtures.NANO, new UsageReading.NotBilled());
        assertThat(service.record(call)).isCompleted();
        assertThat(service.record(call)).isCompleted();

        assertThat(journal).extracting(UsageRecord::id).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void whatIsBilledOnceHasOneIdWhoeverFetchesIt() {
        Instant done = NOON.minusSeconds(86_400);
        MeteredCall fetched = batch("acme", "ada", new BillableJob("batch_1", done));

        assertThat(service.record(fetched)).isCompleted();
        assertThat(service.record(batch("acme", "grace", new BillableJob("batch_1", done))))
                .isCompleted();
        assertThat(service.record(batch("acme", "ada", new BillableJob("batch_2", done))))
                .isCompleted();
        assertThat(service.record(batch("globex", "ada", new BillableJob("batch_1", done))))
                .isCompleted();

        assertThat(journal.get(1).id()).isEqualTo(journal.get(0).id());
        assertThat(journal)
                .extracting(UsageRecord::id)
                .containsOnlyOnce(journal.get(2).id(), journal.get(3).id());
        assertThat(journal).extracting(UsageRecord::createdAt).containsOnly(done.truncatedTo(ChronoUnit.MILLIS));
        assertThat(monitor.records).isEqualTo(List.of(journal.get(0), journal.get(2), journal.get(3)));
    }

    @Test
    void aFullJournalIsReportedToTheAdapter() {
        RecordUsageService full = new RecordUsageService(
                organizationId -> Optional.of(BOOK),
                usageRecord -> CompletableFuture.failedFuture(new JournalUnavailableException("No room", null)),
                monitor,
                new Random(1));

        assertThat(full.record(call(PriceFixtures.NANO, new UsageReading.Missing())))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(JournalUnavailableException.class);
    }

    @Test
    void aCallIsKeptUnpricedAndReportedWhereThePriceBookCannotBeHad() {
        IllegalStateException unreadable = new IllegalStateException("The price book cannot be read");
        RecordUsageService bookless = new RecordUsageService(
                organizationId -> {
                    throw unreadable;
                },
                this::keep,
                monitor,
                new Random(1));

        assertThat(bookless.record(call(PriceFixtures.NANO, new UsageReading.Reported(QUANTITIES))))
                .isCompleted();
        assertThat(bookless.record(call(PriceFixtures.NANO, new UsageReading.NotBilled())))
                .isCompleted();

        assertThat(journal)
                .extracting(UsageRecord::cost)
                .containsExactly(Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE), Cost.free(Money.USD));
        assertThat(journal)
                .first()
                .satisfies(kept -> assertThat(kept.quantities()).isEqualTo(QUANTITIES));
        assertThat(monitor.failures).containsExactly(unreadable, unreadable);
    }

    @Test
    void aCallWhosePriceBookIsNotKnownIsNotPricedByAnother() {
        RecordUsageService bookless =
                new RecordUsageService(organizationId -> Optional.empty(), this::keep, monitor, new Random(1));

        for (UsageReading reading : List.of(
                new UsageReading.Reported(QUANTITIES),
                new UsageReading.Estimated(QUANTITIES),
                new UsageReading.Missing(),
                new UsageReading.Invalid(),
                new UsageReading.NotBilled())) {
            assertThat(bookless.record(call(PriceFixtures.NANO, reading))).isCompleted();
        }

        assertThat(journal)
                .extracting(UsageRecord::cost)
                .containsExactly(
                        Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE_BOOK),
                        Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE_BOOK),
                        Cost.unpriced(Money.USD, UnpricedReason.NO_USAGE),
                        Cost.unpriced(Money.USD, UnpricedReason.INVALID_USAGE),
                        Cost.free(Money.USD));
        assertThat(monitor.failures).isEmpty();
    }

    @Test
    void healthTellsWhetherPricesAreKnown() {
        PriceBookSource unread = new PriceBookSource() {
            @Override
            public Optional<PriceBook> priceBook(OrganizationId organizationId) {
                return Optional.empty();
            }

            @Override
            public boolean isReady() {
                return false;
            }
        };

        assertThat(service.health().pricesKnown()).isTrue();
        MeteringHealth health = new RecordUsageService(unread, this::keep, monitor, new Random(1)).health();
        assertThat(health.pricesKnown()).isFalse();
        assertThat(health.isFull()).isFalse();
        assertThat(health.journalWrites()).isTrue();
    }

    @Test
    void eachCallIsPricedByTheBookInForceThen() {
        List<PriceBook> books = new ArrayList<>(List.of(BOOK, bookWithInputAt("0.20"), bookWithInputAt("0.30")));
        RecordUsageService repriced = new RecordUsageService(
                organizationId -> Optional.of(books.removeFirst()), this::keep, monitor, new Random(1));
        MeteredCall call = call(PriceFixtures.NANO, new UsageReading.Reported(QUANTITIES));

        for (int i = 0; i < 3; i++) {
            assertThat(repriced.record(call)).isCompleted();
        }

        assertThat(journal)
                .extracting(kept -> kept.cost().total())
                .containsExactly(Money.usd("0.002"), Money.usd("0.003"), Money.usd("0.004"));
    }

    @Test
    void eachOrganizationsCallsArePricedByItsOwnBook() {
        RecordUsageService service = new RecordUsageService(
                organizationId -> Optional.of(organizationId.value().equals("globex") ? bookWithInputAt("0.20") : BOOK),
                this::keep,
                monitor,
                new Random(1));

        for (String organization : List.of("acme", "globex", "acme")) {
            assertThat(service.record(call(organization, PriceFixtures.NANO, new UsageReading.Reported(QUANTITIES))))
                    .isCompleted();
        }

        assertThat(journal)
                .extracting(kept -> kept.cost().priceVersion())
                .containsExactly("nano-1", "nano-0.20", "nano-1");
    }

    @Test
    void aMonitorThatFailsIsNoRecordThatWasNotKept() {
        RecordUsageService unlucky = new RecordUsageService(
                organizationId -> Optional.of(BOOK), this::keep, new FailingMonitor(), new Random(1));

        assertThat(unlucky.record(call(PriceFixtures.NANO, new UsageReading.Reported(QUANTITIES))))
                .isCompletedWithValue(journal.getFirst().id());
        assertThat(journal).hasSize(1);
    }

    @Test
    void aMonitorThatFailsAsWellAsThePriceBookLosesNoCall() {
        RecordUsageService unlucky = new RecordUsageService(
                organizationId -> {
                    throw new IllegalStateException("The price book cannot be read");
                },
                this::keep,
                new FailingMonitor(),
                new Random(1));

        assertThat(unlucky.record(call(PriceFixtures.NANO, new UsageReading.Reported(QUANTITIES))))
                .isCompletedWithValue(journal.getFirst().id());
        assertThat(journal).hasSize(1);
    }

    private static PriceBook bookWithInputAt(String input) {
        return new PriceBook(
                Money.USD, List.of(PriceFixtures.nanoPrice("nano-" + input, PriceFixtures.LAUNCH, null, input)));
    }

    private static final class FailingMonitor extends RecordingMonitor {

        @Override
        public void recorded(UsageRecord usageRecord) {
            throw new IllegalStateException("No metrics today");
        }

        @Override
        public void recordingFailed(Throwable cause) {
            throw new OutOfMemoryError("planted");
        }
    }

    private CompletableFuture<UsageRecordId> keep(UsageRecord usageRecord) {
        journal.add(usageRecord);
        return CompletableFuture.completedFuture(usageRecord.id());
    }

    @Test
    void workThatNobodyKnowsTheTimeOfIsBilledAsOfTheCallUnderItsReference() {
        assertThat(service.record(batch("acme", "ada", BillableJob.undated("batch_1"))))
                .isCompleted();
        assertThat(service.record(batch("acme", "ada", new BillableJob("batch_1", NOON.minusSeconds(86_400)))))
                .isCompleted();

        assertThat(journal.get(0).createdAt()).isEqualTo(NOON.truncatedTo(ChronoUnit.MILLIS));
        assertThat(journal)
                .extracting(told -> told.id().toString().substring(15))
                .containsOnly(journal.get(0).id().toString().substring(15));
    }

    @Test
    void workIsToldOnceAndOnceMoreWhenItsUsageIsKnown() {
        MeteredCall known = batch("acme", "ada", new BillableJob("batch_1", NOON));
        MeteredCall unknown = known.withReading(new UsageReading.Missing());
        for (MeteredCall told : List.of(unknown, unknown, known, known, unknown)) {
            assertThat(service.record(told)).isCompleted();
        }

        assertThat(monitor.records).isEqualTo(List.of(journal.get(0), journal.get(2)));
    }

    private static MeteredCall batch(String organization, String user, BillableJob billedOnce) {
        return new MeteredCall(
                NOON,
                Attribution.of(new OrganizationId(organization), new UserId(user), new Endpoint("batches")),
                new Operation("batches"),
                Provider.OPENAI,
                PriceFixtures.NANO,
                PriceFixtures.NANO,
                ServiceTier.BATCH,
                null,
                new UsageReading.Reported(QUANTITIES),
                new Timing(Duration.ofMillis(85), null),
                new Outcome.Success(),
                billedOnce,
                List.of(),
                false);
    }

    private static MeteredCall call(ModelName served, UsageReading reading) {
        return call("acme", served, reading);
    }

    private static MeteredCall call(String organization, ModelName served, UsageReading reading) {
        return new MeteredCall(
                NOON,
                Attribution.of(new OrganizationId(organization), new UserId("ada"), new Endpoint("chat")),
                new Operation("chat.completions"),
                Provider.OPENAI,
                new ModelName("asked-for"),
                served,
                ServiceTier.STANDARD,
                null,
                reading,
                new Timing(Duration.ofMillis(850), Duration.ofMillis(50)),
                new Outcome.Success());
    }

    private static class RecordingMonitor implements MeteringMonitor {

        private final List<Throwable> failures = new ArrayList<>();
        private final List<UsageRecord> records = new ArrayList<>();

        @Override
        public void recorded(UsageRecord usageRecord) {
            records.add(usageRecord);
        }

        @Override
        public void posted(int usageRecords) {
            throw new AssertionError("Nothing here posts");
        }

        @Override
        public void postingDelayed(int usageRecords, Throwable cause) {
            throw new AssertionError("Nothing here posts", cause);
        }

        @Override
        public void recordingFailed(Throwable cause) {
            failures.add(cause);
        }

        @Override
        public void lost(int usageRecords, String reason) {
            throw new AssertionError("Nothing here is lost: " + reason);
        }
    }
}
