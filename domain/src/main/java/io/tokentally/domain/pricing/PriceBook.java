package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** All prices, of every model and every time, in one currency. Immutable. */
public final class PriceBook {

    /** The date by which providers name a snapshot of a model: {@code gpt-4.1-nano-2025-04-14}. */
    private static final Pattern SNAPSHOT = Pattern.compile("-\\d{4}-\\d{2}-\\d{2}$");

    /** Where the provider has no price of its own for these, they are billed as what they are a kind of. */
    private static final Map<UsageUnit, UsageUnit> BILLED_AS =
            Map.of(UsageUnit.REASONING_TOKENS, UsageUnit.OUTPUT_TOKENS);

    private record Key(Provider provider, ModelName model, ServiceTier serviceTier) {}

    private final Currency currency;
    private final Map<Key, List<ModelPrice>> prices = new HashMap<>();

    /** @throws IllegalArgumentException if a price is in another currency, or two versions are valid at one instant */
    public PriceBook(Currency currency, List<ModelPrice> prices) {
        this.currency = currency;
        prices.forEach(this::add);
    }

    private void add(ModelPrice price) {
        for (Rate rate : price.rates()) {
            if (!rate.price().currency().equals(currency)) {
                throw new IllegalArgumentException("Price %s is in %s, but the book is in %s"
                        .formatted(price.version(), rate.price().currency(), currency));
            }
        }
        List<ModelPrice> versions = prices.computeIfAbsent(
                new Key(price.provider(), price.model(), price.serviceTier()), key -> new ArrayList<>());
        for (ModelPrice other : versions) {
            if (price.overlaps(other)) {
                throw new IllegalArgumentException(
                        "Prices %s and %s are valid at the same time".formatted(other.version(), price.version()));
            }
        }
        versions.add(price);
    }

    public Currency currency() {
        return currency;
    }

    /** The price in force at that instant: of the very model, or else of the model that it is a dated snapshot of. */
    public Optional<ModelPrice> find(Provider provider, ModelName model, ServiceTier serviceTier, Instant instant) {
        Optional<ModelPrice> exact = findExact(new Key(provider, model, serviceTier), instant);
        if (exact.isPresent()) {
            return exact;
        }
        String undated = SNAPSHOT.matcher(model.value()).replaceFirst("");
        return undated.isEmpty() ? exact : findExact(new Key(provider, new ModelName(undated), serviceTier), instant);
    }

    private Optional<ModelPrice> findExact(Key key, Instant instant) {
        return prices.getOrDefault(key, List.of()).stream()
                .filter(price -> price.isValidAt(instant))
                .findFirst();
    }

    /** What a call costs, by what its answer says of its usage. */
    public Cost costOf(MeteredCall call) {
        return switch (call.reading()) {
            case UsageReading.Reported reported ->
                price(call.provider(), call.billedModel(), call.serviceTier(), call.startedAt(), reported.quantities());
            case UsageReading.Missing missing -> Cost.unpriced(currency, UnpricedReason.NO_USAGE);
            case UsageReading.Invalid invalid -> Cost.unpriced(currency, UnpricedReason.INVALID_USAGE);
            case UsageReading.NotBilled notBilled -> Cost.free(currency);
        };
    }

    /**
     * What the quantities cost. It is all or nothing: where one of the units has no price, the cost is
     * {@link CostStatus#UNPRICED}, since a part of the cost shown as the whole would be wrong.
     */
    public Cost price(
            Provider provider, ModelName model, ServiceTier serviceTier, Instant instant, Quantities quantities) {
        return find(provider, model, serviceTier, instant)
                .flatMap(
                        price -> lines(price, quantities).map(lines -> Cost.measured(currency, lines, price.version())))
                .orElseGet(() -> Cost.unpriced(currency, UnpricedReason.NO_PRICE));
    }

    private static Optional<List<CostLine>> lines(ModelPrice price, Quantities quantities) {
        List<CostLine> lines = new ArrayList<>();
        for (Map.Entry<UsageUnit, Long> amount : quantities.amounts().entrySet()) {
            UsageUnit unit = amount.getKey();
            Optional<Rate> rate = price.rateOf(unit).or(() -> price.rateOf(BILLED_AS.getOrDefault(unit, unit)));
            if (rate.isEmpty()) {
                return Optional.empty();
            }
            Rate found = rate.get();
            lines.add(new CostLine(amount.getValue(), new Rate(unit, found.price(), found.per())));
        }
        return Optional.of(lines);
    }
}
