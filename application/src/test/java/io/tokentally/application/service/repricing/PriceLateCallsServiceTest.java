package io.tokentally.application.service.repricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.repricing.CallsWithoutPriceBook;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceFixtures;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.repricing.RepricedTotals;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.repricing.UnpricedCall;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PriceLateCallsServiceTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final PriceBook BOOK = new PriceBook(Money.USD, List.of(PriceFixtures.nanoPrice()));
    private static final Instant NOON = Instant.parse("2026-10-15T12:00:00Z");

    private final Random random = new Random(1);
    private final LateCalls calls = new LateCalls();

    @Test
    void everyCallOfAnOrganizationWhoseBookIsKnownIsPricedInSteps() {
        calls.add(ACME, 5);

        assertThat(service(2, Optional.of(BOOK)).priceLateCalls()).isEqualTo(5);

        assertThat(calls.waiting(ACME)).isEmpty();
        assertThat(calls.costs.values())
                .hasSize(5)
                .allSatisfy(cost -> assertThat(cost.total()).isEqualTo(Money.usd("0.002")));
        assertThat(calls.repricings).doesNotHaveDuplicates().hasSize(3);
        assertThat(calls.totals.stream()
                        .mapToLong(RepricedTotals::unpricedBefore)
                        .sum())
                .isEqualTo(5);
        assertThat(calls.totals.stream()
                        .mapToLong(RepricedTotals::unpricedAfter)
                        .sum())
                .isZero();
        assertThat(calls.totals.stream().map(RepricedTotals::after).reduce(Money.zero(Money.USD), Money::plus))
                .isEqualTo(Money.usd("0.01"));
    }

    @Test
    void anOrganizationWithoutBookWaitsAndHoldsUpNoOther() {
        calls.add(ACME, 1);
        calls.add(GLOBEX, 1);
        PriceLateCallsService service = new PriceLateCallsService(
                calls, id -> id.equals(ACME) ? Optional.empty() : Optional.of(BOOK), UUID::randomUUID, 10);

        assertThat(service.priceLateCalls()).isEqualTo(1);

        assertThat(calls.waiting(ACME)).hasSize(1);
        assertThat(calls.waiting(GLOBEX)).isEmpty();
    }

    @Test
    void aStepThatChangesNothingIsTheLast() {
        calls.add(ACME, 4);
        calls.somebodyElseIsFaster = true;

        assertThat(service(2, Optional.of(BOOK)).priceLateCalls()).isZero();

        assertThat(calls.repricings).hasSize(1);
    }

    private PriceLateCallsService service(int callsPerStep, Optional<PriceBook> book) {
        return new PriceLateCallsService(calls, organizationId -> book, UUID::randomUUID, callsPerStep);
    }

    private final class LateCalls implements CallsWithoutPriceBook {

        private final Map<OrganizationId, List<UnpricedCall>> waiting = new LinkedHashMap<>();
        private final Map<UsageRecordId, Cost> costs = new LinkedHashMap<>();
        private final List<RepricingId> repricings = new ArrayList<>();
        private final List<RepricedTotals> totals = new ArrayList<>();
        private boolean somebodyElseIsFaster;

        void add(OrganizationId organizationId, int number) {
            List<UnpricedCall> added = Stream.generate(() -> new UnpricedCall(
                            UsageRecordId.at(NOON, random),
                            new PriceQuery(Provider.OPENAI, PriceFixtures.NANO, ServiceTier.STANDARD, null, NOON),
                            new UsageReading.Reported(new Quantities(
                                    Map.of(UsageUnit.INPUT_TOKENS, 10_000L, UsageUnit.OUTPUT_TOKENS, 2_500L)))))
                    .limit(number)
                    .toList();
            waiting.put(organizationId, new ArrayList<>(added));
        }

        List<UnpricedCall> waiting(OrganizationId organizationId) {
            return waiting.getOrDefault(organizationId, List.of());
        }

        @Override
        public Set<OrganizationId> organizations() {
            return waiting.keySet();
        }

        @Override
        public List<UnpricedCall> oldest(OrganizationId organizationId, int limit) {
            return waiting(organizationId).stream().limit(limit).toList();
        }

        @Override
        public int price(
                OrganizationId organizationId,
                RepricingId id,
                Map<UsageRecordId, Cost> fresh,
                List<RepricedTotals> sums) {
            repricings.add(id);
            if (somebodyElseIsFaster) {
                return 0;
            }
            totals.addAll(sums);
            costs.putAll(fresh);
            waiting(organizationId).removeIf(call -> fresh.containsKey(call.id()));
            return fresh.size();
        }
    }
}
