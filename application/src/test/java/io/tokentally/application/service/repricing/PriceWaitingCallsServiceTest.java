package io.tokentally.application.service.repricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.repricing.WaitingCalls;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceFixtures;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.repricing.RepricedTotals;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.repricing.UnpricedCall;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PriceWaitingCallsServiceTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Instant NOON = Instant.parse("2026-10-15T12:00:00Z");
    private static final ModelName UNKNOWN = new ModelName("unheard-of");

    private final Random random = new Random(1);
    private final Waiting calls = new Waiting();
    private Optional<PriceBook> book = Optional.of(new PriceBook(Money.USD, List.of()));
    private Instant now = NOON;
    private final PriceWaitingCallsService service =
            new PriceWaitingCallsService(calls, organizationId -> book, UUID::randomUUID, 2, new Moving());

    private final class Moving extends Clock {

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void aBookThatBringsAPriceHasAllPricedInStepsAndWhatItDoesNotKnowIsLeft() {
        calls.add(PriceFixtures.NANO, 3);
        calls.add(UNKNOWN, 2);
        calls.add(PriceFixtures.NANO, 2);
        assertThat(service.priceWaitingCalls()).isZero();

        book = Optional.of(new PriceBook(Money.USD, List.of(PriceFixtures.nanoPrice())));

        assertThat(service.priceWaitingCalls()).isEqualTo(5);
        assertThat(calls.waiting.values())
                .extracting(call -> call.query().model())
                .containsOnly(UNKNOWN)
                .hasSize(2);
        assertThat(calls.unpricedGiven).isFalse();
        assertThat(calls.totals.stream()
                        .mapToLong(RepricedTotals::unpricedBefore)
                        .sum())
                .isEqualTo(5);
    }

    @Test
    void theSameBookIsTriedOnceAnHourForCallsThatComeLate() {
        book = Optional.of(new PriceBook(Money.USD, List.of(PriceFixtures.nanoPrice())));
        calls.add(UNKNOWN, 1);
        assertThat(service.priceWaitingCalls()).isZero();
        calls.add(PriceFixtures.NANO, 1);

        now = NOON.plus(Duration.ofMinutes(59));
        assertThat(service.priceWaitingCalls()).isZero();
        assertThat(calls.asked).isEqualTo(1);

        now = NOON.plus(Duration.ofHours(1));
        assertThat(service.priceWaitingCalls()).isEqualTo(1);
    }

    @Test
    void withoutABookNothingIsTriedUntilThereIsOne() {
        calls.add(PriceFixtures.NANO, 1);
        book = Optional.empty();
        assertThat(service.priceWaitingCalls()).isZero();
        assertThat(calls.asked).isZero();

        book = Optional.of(new PriceBook(Money.USD, List.of(PriceFixtures.nanoPrice())));
        assertThat(service.priceWaitingCalls()).isEqualTo(1);
    }

    private final class Waiting implements WaitingCalls {

        private final TreeMap<UsageRecordId, UnpricedCall> waiting = new TreeMap<>();
        private List<RepricedTotals> totals = List.of();
        private boolean unpricedGiven;
        private int asked;

        void add(ModelName model, int many) {
            for (int i = 0; i < many; i++) {
                UsageRecordId id = UsageRecordId.at(NOON.plusSeconds(waiting.size()), random);
                waiting.put(
                        id,
                        new UnpricedCall(
                                id,
                                new PriceQuery(Provider.OPENAI, model, ServiceTier.STANDARD, null, id.instant()),
                                new UsageReading.Reported(new Quantities(
                                        Map.of(UsageUnit.INPUT_TOKENS, 10_000L, UsageUnit.OUTPUT_TOKENS, 2_500L)))));
            }
        }

        @Override
        public Set<OrganizationId> organizations() {
            return waiting.isEmpty() ? Set.of() : Set.of(ACME);
        }

        @Override
        public List<UnpricedCall> after(OrganizationId organizationId, @Nullable UsageRecordId last, int limit) {
            asked++;
            return (last == null ? waiting : waiting.tailMap(last, false))
                    .values().stream().limit(limit).toList();
        }

        @Override
        public int price(
                OrganizationId organizationId,
                RepricingId id,
                Map<UsageRecordId, Cost> costs,
                List<RepricedTotals> changed) {
            costs.forEach((call, cost) -> {
                unpricedGiven |= cost.status() == CostStatus.UNPRICED;
                waiting.remove(call);
            });
            totals = Stream.concat(totals.stream(), changed.stream()).toList();
            return costs.size();
        }
    }
}
