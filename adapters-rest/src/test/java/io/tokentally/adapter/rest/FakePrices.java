package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.pricing.BrowsePricesUseCase;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.pricing.Withdrawal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The prices that a test has put in, priced by the core's own book, for a list and an organization apart. */
final class FakePrices implements BrowsePricesUseCase {

    private final Clock clock;
    private List<ModelPrice> prices = List.of();
    private List<Discount> discounts = List.of();
    private Map<String, Withdrawal> withdrawals = Map.of();

    FakePrices(Clock clock) {
        this.clock = clock;
    }

    void holds(ModelPrice... list) {
        prices = List.of(list);
        discounts = List.of();
        withdrawals = Map.of();
    }

    void grants(Discount... granted) {
        discounts = List.of(granted);
    }

    void hasTakenBack(String version, Withdrawal withdrawal) {
        withdrawals = Map.of(version, withdrawal);
    }

    @Override
    public List<PricedModel> models(Payer payer) {
        return models(payer, clock.instant());
    }

    @Override
    public List<PricedModel> models(Payer payer, Instant at) {
        List<PricedModel> models = new ArrayList<>();
        for (ModelPrice price : prices) {
            if (price.validity().contains(at)) {
                models.add(new PricedModel(
                        price.provider(), price.model(), List.of(price), List.of(), granted(price, at)));
            }
        }
        return models;
    }

    private List<Discount> granted(ModelPrice price, Instant at) {
        PriceQuery query = new PriceQuery(price.provider(), price.model(), ServiceTier.STANDARD, null, at);
        return book().discountsOn(query);
    }

    @Override
    public PriceHistory history(Payer payer, Provider provider, ModelName model) {
        return new PriceHistory(
                prices.stream()
                        .filter(price -> price.provider().equals(provider)
                                && price.model().equals(model))
                        .toList(),
                withdrawals);
    }

    @Override
    public Optional<ModelPrice> version(Payer payer, String version) {
        return prices.stream().filter(price -> price.version().equals(version)).findFirst();
    }

    @Override
    public Estimate estimate(Payer payer, PriceQuery query, Quantities quantities) {
        UsageReading reading = new UsageReading.Reported(quantities);
        return new Estimate(
                book().find(query).orElse(null),
                book().costOf(query, reading),
                new PriceBook(Money.USD, prices).costOf(query, reading));
    }

    private PriceBook book() {
        return new PriceBook(Money.USD, prices, discounts);
    }
}
