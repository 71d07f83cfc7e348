package io.tokentally.application.service.pricing;

import io.tokentally.application.port.in.pricing.BrowsePricesUseCase;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.pricing.OrganizationPrices;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.OrganizationPricing;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.Withdrawal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.transaction.annotation.Transactional;

/** Looks prices up in the list and in what the organization has entered besides. */
@Transactional(readOnly = true)
public class BrowsePricesService implements BrowsePricesUseCase {

    private static final Comparator<ModelPrice> STANDARD_TIER_FIRST = Comparator.comparing(
                    (ModelPrice price) -> !price.serviceTier().equals(ServiceTier.STANDARD))
            .thenComparing(price -> price.serviceTier().value());

    private static final Comparator<ModelPrice> NEWEST_FIRST = Comparator.comparing(
                    (ModelPrice price) -> price.validity().from())
            .thenComparing(price -> price.provenance().recordedAt())
            .reversed()
            .thenComparing(STANDARD_TIER_FIRST);

    private record ModelKey(Provider provider, ModelName model) implements Comparable<ModelKey> {

        static ModelKey of(ModelPrice price) {
            return new ModelKey(price.provider(), price.model());
        }

        @Override
        public int compareTo(ModelKey other) {
            int byProvider = provider.value().compareTo(other.provider.value());
            return byProvider != 0 ? byProvider : model.value().compareTo(other.model.value());
        }
    }

    private final ListPrices listPrices;
    private final OrganizationPrices organizationPrices;
    private final Clock clock;

    public BrowsePricesService(ListPrices listPrices, OrganizationPrices organizationPrices, Clock clock) {
        this.listPrices = listPrices;
        this.organizationPrices = organizationPrices;
        this.clock = clock;
    }

    @Override
    public List<PricedModel> models(Payer payer) {
        return models(payer, clock.instant());
    }

    @Override
    public List<PricedModel> models(Payer payer, Instant at) {
        PriceBook book = agreed(payer).over(listPrices.priceBook());
        Map<ModelKey, List<ModelPrice>> byModel = new TreeMap<>();
        for (ModelPrice price : book.inForceAt(at)) {
            byModel.computeIfAbsent(ModelKey.of(price), model -> new ArrayList<>())
                    .add(price);
        }
        return byModel.values().stream()
                .map(prices -> pricedModel(book, prices, at))
                .toList();
    }

    private OrganizationPricing agreed(Payer payer) {
        Viewer viewer = payer.viewer();
        return viewer == null ? OrganizationPricing.NONE : organizationPrices.find(viewer);
    }

    private static PricedModel pricedModel(PriceBook book, List<ModelPrice> prices, Instant at) {
        List<ModelPrice> inOrder = prices.stream().sorted(STANDARD_TIER_FIRST).toList();
        ModelPrice first = inOrder.getFirst();
        return new PricedModel(
                first.provider(),
                first.model(),
                inOrder,
                inOrder.stream()
                        .filter(price -> price.provenance().origin() == Provenance.Origin.OWN)
                        .flatMap(price -> book.findListPrice(query(price, at)).stream())
                        .toList(),
                book.discountsOn(query(first, at)));
    }

    private static PriceQuery query(ModelPrice price, Instant at) {
        return new PriceQuery(price.provider(), price.model(), price.serviceTier(), null, at);
    }

    @Override
    public PriceHistory history(Payer payer, Provider provider, ModelName model) {
        OrganizationPricing own = agreed(payer);
        List<ModelPrice> versions = new ArrayList<>(listPrices.priceBook().prices());
        Map<String, Withdrawal> withdrawals = new HashMap<>(own.withdrawals());
        for (ModelPrice listed : versions) {
            Withdrawal withdrawal = listed.withdrawal();
            if (withdrawal != null) {
                withdrawals.put(listed.version(), withdrawal);
            }
        }
        versions.addAll(own.prices());
        return new PriceHistory(
                versions.stream()
                        .filter(price -> price.provider().equals(provider)
                                && price.model().equals(model))
                        .sorted(NEWEST_FIRST)
                        .toList(),
                withdrawals);
    }

    @Override
    public Optional<ModelPrice> version(Payer payer, String version) {
        List<ModelPrice> versions = new ArrayList<>(agreed(payer).prices());
        versions.addAll(listPrices.priceBook().prices());
        return versions.stream()
                .filter(price -> price.version().equals(version))
                .findFirst();
    }

    @Override
    public Estimate estimate(Payer payer, PriceQuery query, Quantities quantities) {
        PriceBook book = agreed(payer).over(listPrices.priceBook());
        UsageReading reading = new UsageReading.Reported(quantities);
        return new Estimate(
                book.find(query).orElse(null),
                book.costOf(query, reading),
                book.withoutAgreements().costOf(query, reading));
    }
}
