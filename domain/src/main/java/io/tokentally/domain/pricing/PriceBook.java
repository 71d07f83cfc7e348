package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All prices, of every model and every time, in one currency, as one organization pays them. Immutable.
 *
 * <p>Of the prices that match a model's name on the tier served and hold at the instant of the call, the one that counts is
 * that of the latest {@link Provenance.Origin}; of those the one whose pattern says most of the name; and of those the one
 * recorded last.
 *
 * <p>Where an upstream has the list prices of another provider, its own name counts for the organization's rates and discounts,
 * and the other's for the list and what was imported.
 */
public final class PriceBook {

    private static final Comparator<Discount> MOST_SPECIFIC_FIRST =
            Comparator.comparingInt(Discount::specificity).reversed();

    private static final Comparator<ModelPrice> BY_PRECEDENCE = Comparator.<ModelPrice, Provenance.Origin>comparing(
                    price -> price.provenance().origin())
            .thenComparing(price -> price.provenance().recordedAt());

    private final Currency currency;
    private final List<ModelPrice> prices;
    private final List<Discount> discounts;
    private final List<ModelLifecycle> lifecycles;
    private final UpstreamPrices upstreams;
    private final PriceIndex index;

    /** @throws IllegalArgumentException as {@link #PriceBook(Currency, List, List, List)} does */
    public PriceBook(Currency currency, List<ModelPrice> prices) {
        this(currency, prices, List.of());
    }

    /** @throws IllegalArgumentException as {@link #PriceBook(Currency, List, List, List)} does */
    public PriceBook(Currency currency, List<ModelPrice> prices, List<Discount> discounts) {
        this(currency, prices, discounts, List.of());
    }

    /**
     * @throws IllegalArgumentException if a price is in another currency, if two prices of one origin that were recorded
     *     together match the same name equally well at one instant, if a version stands twice, or if two discounts
     *     contradict each other
     */
    public PriceBook(
            Currency currency, List<ModelPrice> prices, List<Discount> discounts, List<ModelLifecycle> lifecycles) {
        this(currency, prices, discounts, lifecycles, UpstreamPrices.OWN_NAMES);
    }

    private PriceBook(
            Currency currency,
            List<ModelPrice> prices,
            List<Discount> discounts,
            List<ModelLifecycle> lifecycles,
            UpstreamPrices upstreams) {
        this.currency = currency;
        this.prices = List.copyOf(prices);
        this.lifecycles = List.copyOf(lifecycles);
        this.upstreams = upstreams;
        this.discounts = discounts.stream().sorted(MOST_SPECIFIC_FIRST).toList();
        for (ModelPrice price : prices) {
            if (!price.terms().currency().equals(currency)) {
                throw new IllegalArgumentException("Price %s is in %s, but the book is in %s"
                        .formatted(price.version(), price.terms().currency(), currency));
            }
        }
        for (int i = 0; i < this.discounts.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (this.discounts.get(i).contradicts(this.discounts.get(j))) {
                    throw new IllegalArgumentException("Discounts %s and %s are for the same things at the same time"
                            .formatted(
                                    this.discounts.get(j).id(),
                                    this.discounts.get(i).id()));
                }
            }
        }
        this.index = new PriceIndex(this.prices);
    }

    /** This book with an organization's own prices and discounts on top. */
    public PriceBook with(List<ModelPrice> more, List<Discount> granted) {
        List<ModelPrice> all = new ArrayList<>(prices);
        all.addAll(more);
        List<Discount> allGranted = new ArrayList<>(discounts);
        allGranted.addAll(granted);
        return new PriceBook(currency, all, allGranted, lifecycles, upstreams);
    }

    /** This book, in which calls of these upstreams cost what is said there. */
    public PriceBook forUpstreams(UpstreamPrices others) {
        return new PriceBook(currency, prices, discounts, lifecycles, others);
    }

    /** Whose list prices hold for what this upstream answers; empty if nobody has said. */
    public Optional<Provider> listedAs(Provider upstream) {
        return upstreams.listedAs(upstream);
    }

    public Currency currency() {
        return currency;
    }

    /** When a model is shut down, where that is known: of several patterns that match its name the one that says most. */
    public Optional<ModelLifecycle> lifecycleOf(Provider provider, ModelName model) {
        Provider listed = listedAs(provider).orElse(provider);
        return lifecycles.stream()
                .filter(lifecycle -> lifecycle.provider().equals(listed) && lifecycle.specificityFor(model) >= 0)
                .max(Comparator.comparingInt(lifecycle -> lifecycle.specificityFor(model)));
    }

    /** The versions that correct this one, the latest first; none where it is right. */
    public List<ModelPrice> correctionsOf(ModelPrice wrong) {
        return prices.stream()
                .filter(price -> wrong.version().equals(price.corrects()))
                .sorted(BY_PRECEDENCE.reversed())
                .toList();
    }

    /** The versions that turned out wrong: those that were withdrawn, and those that are corrected from some day on. */
    public List<ReplacedPrice> replaced() {
        List<ReplacedPrice> replaced = new ArrayList<>();
        for (ModelPrice price : prices) {
            Withdrawal withdrawal = price.withdrawal();
            if (withdrawal != null) {
                replaced.add(ReplacedPrice.withdrawn(price, withdrawal));
            } else {
                correctionsOf(price).stream()
                        .filter(correction -> !correction.isWithdrawn())
                        .min(Comparator.comparing(
                                correction -> correction.validity().from()))
                        .ifPresent(first -> replaced.add(new ReplacedPrice(
                                price.version(),
                                first.validity().from(),
                                first.provenance().reason())));
            }
        }
        return replaced;
    }

    /** Every version, in the order it was entered, those that were withdrawn among them. */
    public List<ModelPrice> prices() {
        return prices;
    }

    public List<Discount> discounts() {
        return discounts;
    }

    /** The price in force. */
    public Optional<ModelPrice> find(PriceQuery query) {
        return Optional.ofNullable(inForce(query));
    }

    /** The price that would be in force if the organization had no rates of its own. */
    public Optional<ModelPrice> findListPrice(PriceQuery query) {
        return Optional.ofNullable(listed(query));
    }

    /** The prices that hold at an instant: of each model on each tier the one that counts. */
    public List<ModelPrice> inForceAt(Instant instant) {
        return prices.stream()
                .filter(price -> price.validity().contains(instant) && !price.isWithdrawn())
                .collect(Collectors.toMap(
                        price -> List.of(price.provider(), price.model(), price.serviceTier()),
                        price -> price,
                        BinaryOperator.maxBy(BY_PRECEDENCE),
                        LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    /** The discounts on a model, the most specific first, whether its price is one of the list or not. */
    public List<Discount> discountsOn(PriceQuery query) {
        return discounts.stream()
                .filter(discount -> discount.isFor(query, discount.unit()))
                .toList();
    }

    /** What a call costs, by what its answer says of its usage. */
    public Cost costOf(MeteredCall call) {
        return costOf(PriceQuery.of(call), call.reading());
    }

    /**
     * What the usage costs. It is all or nothing: where one of the units, or one of the parts, has no price, the cost is
     * {@link CostStatus#UNPRICED}, since a part of the cost shown as the whole would be wrong.
     */
    public Cost costOf(PriceQuery query, UsageReading reading) {
        return switch (reading) {
            case UsageReading.Reported reported -> price(query, reported, CostStatus.MEASURED);
            case UsageReading.Estimated estimated -> price(query, estimated, CostStatus.ESTIMATED);
            case UsageReading.Missing missing -> Cost.unpriced(currency, UnpricedReason.NO_USAGE);
            case UsageReading.Invalid invalid -> Cost.unpriced(currency, UnpricedReason.INVALID_USAGE);
            case UsageReading.NotBilled notBilled -> Cost.free(currency);
        };
    }

    /**
     * What the quantities of several requests cost together.
     *
     * @param requestInputTokens the length of each of them, which rates for long inputs go by
     */
    public Cost costOf(PriceQuery query, Quantities quantities, long requestInputTokens) {
        return price(query, quantities, requestInputTokens, CostStatus.MEASURED);
    }

    /**
     * The most that a request can cost of which the tokens are known but for their kinds.
     *
     * @param inputTokens no more than these, of all kinds together; what is spoken counts a character as a token
     * @param outputTokens likewise
     * @param kinds which of them, and of what is spoken, the request may use
     * @return absent if there is no price, or none of any such kind
     */
    public Optional<Money> ceilingOf(
            PriceQuery query, long inputTokens, long outputTokens, Predicate<UsageUnit> kinds) {
        ModelPrice price = inForce(query);
        if (price == null) {
            return Optional.empty();
        }
        CostCeiling ceiling = ceiling(query, price, inputTokens);
        Money input = ceiling.ofInput(kinds);
        Money output = ceiling.ofOutput(outputTokens, kinds);
        return input == null || output == null ? Optional.empty() : Optional.of(input.plus(output));
    }

    /**
     * What several requests can cost together at most.
     *
     * @param longestInput the most input tokens that any of them has
     * @param inputTokens of all of them
     * @param outputTokens of all of them
     * @param kinds that they may use
     * @return absent if there is no price, or none for what they may use
     */
    public Optional<Money> ceilingOfSeveral(
            PriceQuery query, long longestInput, long inputTokens, long outputTokens, Predicate<UsageUnit> kinds) {
        ModelPrice price = inForce(query);
        return price == null
                ? Optional.empty()
                : Optional.ofNullable(ceiling(query, price, longestInput).ofSeveral(inputTokens, outputTokens, kinds));
    }

    private CostCeiling ceiling(PriceQuery query, ModelPrice price, long inputTokens) {
        return new CostCeiling(
                price.terms(),
                inputTokens,
                (unit, rate) -> new CostLine(1, of(unit, rate), adjustments(price, query, unit)).amount());
    }

    /** This book without the organization's own rates and discounts: the list, and what was imported. */
    public PriceBook withoutAgreements() {
        return new PriceBook(
                currency,
                prices.stream()
                        .filter(price -> price.provenance().origin() != Provenance.Origin.OWN)
                        .toList(),
                List.of(),
                lifecycles,
                upstreams);
    }

    /** Each part at the rates of its own model, tier and length. */
    private Cost priceParts(PriceQuery query, List<UsagePart> parts, CostStatus status) {
        for (UsagePart part : parts) {
            if (part.flaw() != null) {
                return Cost.unpriced(currency, reasonOf(part.flaw()));
            }
        }
        List<CostLine> lines = new ArrayList<>();
        String firstVersion = "";
        InputBand firstBand = null;
        for (int i = 0; i < parts.size(); i++) {
            UsagePart part = parts.get(i);
            PriceQuery ofPart = query.of(part);
            Cost cost = price(ofPart, part.quantities(), part.requestInputTokens(), status);
            String version = cost.priceVersion();
            if (version == null) {
                return cost;
            }
            BilledPart billed = new BilledPart(i, ofPart.model(), version);
            cost.lines().forEach(line -> lines.add(line.of(billed)));
            if (i == 0) {
                firstVersion = version;
                firstBand = cost.inputBand();
            }
        }
        return new Cost(status, currency, lines, firstVersion, firstBand, null);
    }

    private static UnpricedReason reasonOf(UsagePart.Flaw flaw) {
        return switch (flaw) {
            case NO_MODEL -> UnpricedReason.PART_WITHOUT_MODEL;
            case UNKNOWN_KIND -> UnpricedReason.UNKNOWN_PART;
            case NO_FIGURES -> UnpricedReason.NO_USAGE;
            case INVALID_FIGURES -> UnpricedReason.INVALID_USAGE;
        };
    }

    private Cost price(PriceQuery query, UsageReading reading, CostStatus status) {
        Quantities quantities = reading.knownQuantities();
        return reading.parts().isEmpty()
                ? price(query, quantities, quantities.inputTokens(), status)
                : priceParts(query, reading.parts(), status);
    }

    /** @param inputTokens of the request, which rates for long inputs go by */
    private Cost price(PriceQuery query, Quantities quantities, long inputTokens, CostStatus status) {
        ModelPrice price = inForce(query);
        if (price == null) {
            return Cost.unpriced(
                    currency,
                    listedAs(query.provider()).isPresent()
                            ? UnpricedReason.NO_PRICE
                            : UnpricedReason.NO_PRICES_FOR_UPSTREAM);
        }
        if (!price.terms().covers(inputTokens)) {
            return Cost.unpriced(currency, UnpricedReason.NO_PRICE);
        }
        ModelPrice listed = price.provenance().origin() == Provenance.Origin.OWN ? listed(query) : null;
        List<CostLine> lines = new ArrayList<>(quantities.amounts().size());
        for (Map.Entry<UsageUnit, Long> amount : quantities.amounts().entrySet()) {
            UsageUnit unit = amount.getKey();
            LengthRates rates = rates(price, unit, inputTokens);
            if (rates == null) {
                return Cost.unpriced(currency, UnpricedReason.NO_PRICE);
            }
            addLines(
                    lines,
                    unit,
                    amount.getValue(),
                    rates,
                    adjustments(price, query, unit),
                    listed == null || !listed.terms().covers(inputTokens) ? null : rates(listed, unit, inputTokens),
                    listed == null ? null : uplift(listed, query, unit));
        }
        return new Cost(status, currency, lines, price.version(), price.terms().inputBand(inputTokens), null);
    }

    private @Nullable ModelPrice inForce(PriceQuery query) {
        ModelPrice byName = index.find(query, Provenance.Origin.OWN);
        return byName != null && byName.provenance().origin() == Provenance.Origin.OWN ? byName : listed(query);
    }

    private @Nullable ModelPrice listed(PriceQuery query) {
        Provider provider = upstreams.listedAs(query.provider()).orElse(null);
        return provider == null
                ? null
                : index.find(
                        provider.equals(query.provider()) ? query : query.of(provider), Provenance.Origin.IMPORTED);
    }

    /** The rates that hold for a unit of a request, by how much of it came before, where that matters. */
    private record LengthRates(TieredRate rate, LongInputBilling billing, long inputTokens) {

        /** Of what comes after so many of the unit. */
        Rate after(long quantity) {
            return rate.at(billing == LongInputBilling.WHOLE_REQUEST ? inputTokens : quantity + 1);
        }

        /** Where another rate begins beyond so many, or nowhere. */
        long nextStart(long quantity) {
            if (billing == LongInputBilling.PART_ABOVE) {
                for (TieredRate.Tier tier : rate.tiers()) {
                    if (tier.aboveInputTokens() > quantity) {
                        return tier.aboveInputTokens();
                    }
                }
            }
            return Long.MAX_VALUE;
        }
    }

    private static @Nullable LengthRates rates(ModelPrice price, UsageUnit unit, long inputTokens) {
        TieredRate rate = price.terms().findBilled(unit);
        return rate == null ? null : new LengthRates(rate, price.terms().longInputBilling(), inputTokens);
    }

    /** One line, or where rates go by the part of a unit's quantity, one for each part. */
    private static void addLines(
            List<CostLine> lines,
            UsageUnit unit,
            long quantity,
            LengthRates rates,
            List<Adjustment> adjustments,
            @Nullable LengthRates listed,
            @Nullable Percentage listUplift) {
        long start = 0;
        do {
            long end = Math.min(
                    quantity,
                    Math.min(rates.nextStart(start), listed == null ? Long.MAX_VALUE : listed.nextStart(start)));
            lines.add(new CostLine(
                    end - start,
                    of(unit, rates.after(start)),
                    adjustments,
                    null,
                    listed == null ? null : raised(of(unit, listed.after(start)), listUplift)));
            start = end;
        } while (start < quantity);
    }

    private static Rate of(UsageUnit unit, Rate rate) {
        return rate.unit() == unit ? rate : new Rate(unit, rate.price(), rate.per());
    }

    private static Rate raised(Rate rate, @Nullable Percentage uplift) {
        return uplift == null ? rate : new Rate(rate.unit(), uplift.addedTo(rate.price()), rate.per());
    }

    private List<Adjustment> adjustments(ModelPrice price, PriceQuery query, UsageUnit unit) {
        Percentage uplift = uplift(price, query, unit);
        Discount discount = discount(price, query, unit);
        if (uplift == null && discount == null) {
            return List.of();
        }
        List<Adjustment> adjustments = new ArrayList<>(2);
        if (uplift != null && query.region() != null) {
            adjustments.add(
                    new Adjustment(Adjustment.Kind.REGION_UPLIFT, query.region().value(), uplift));
        }
        if (discount != null) {
            adjustments.add(new Adjustment(
                    Adjustment.Kind.DISCOUNT,
                    discount.id(),
                    discount.percentage().negate()));
        }
        return adjustments;
    }

    private static @Nullable Percentage uplift(ModelPrice price, PriceQuery query, UsageUnit unit) {
        return query.region() == null || !unit.isToken()
                ? null
                : price.terms().regionUplifts().get(query.region());
    }

    private @Nullable Discount discount(ModelPrice price, PriceQuery query, UsageUnit unit) {
        if (price.provenance().origin() == Provenance.Origin.OWN) {
            return null;
        }
        for (int i = 0; i < discounts.size(); i++) {
            if (discounts.get(i).isFor(query, unit)) {
                return discounts.get(i);
            }
        }
        return null;
    }
}
