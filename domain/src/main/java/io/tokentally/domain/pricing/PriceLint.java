package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Looks for prices that can be taken but are likely typing errors. What it finds is advice: a provider may well do what no
 * provider has done yet.
 */
public final class PriceLint {

    /**
     * Something suspect.
     *
     * @param versions whose prices it is about
     * @param what a sentence that names them
     * @param believable whether a price may be as it is all the same
     */
    public record Finding(List<String> versions, String what, boolean believable) {

        public Finding {
            versions = List.copyOf(versions);
        }
    }

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal LEAST_PER_MILLION_TOKENS = new BigDecimal("0.001");

    /** The dearest model that was ever sold costs USD 600. */
    private static final BigDecimal MOST_PER_MILLION_TOKENS = BigDecimal.valueOf(1_000);

    private static final long MILLION = 1_000_000;
    private static final Set<ServiceTier> CHEAPER_TIERS =
            Set.of(ServiceTier.BATCH, ServiceTier.FLEX, ServiceTier.BACKGROUND_2H, ServiceTier.BACKGROUND_8H);
    private static final Set<ServiceTier> DEARER_TIERS =
            Set.of(ServiceTier.PRIORITY, ServiceTier.FAST, ServiceTier.ULTRAFAST);

    /** The units whose price must not be below that of the unit beside them. */
    private static final Map<UsageUnit, UsageUnit> NOT_CHEAPER = Map.of(
            UsageUnit.INPUT_TOKENS, UsageUnit.CACHED_INPUT_TOKENS,
            UsageUnit.AUDIO_INPUT_TOKENS, UsageUnit.CACHED_AUDIO_INPUT_TOKENS,
            UsageUnit.IMAGE_INPUT_TOKENS, UsageUnit.CACHED_IMAGE_INPUT_TOKENS,
            UsageUnit.CACHE_WRITE_TOKENS, UsageUnit.INPUT_TOKENS,
            UsageUnit.CACHE_WRITE_1H_TOKENS, UsageUnit.CACHE_WRITE_TOKENS,
            UsageUnit.CACHE_WRITE_12H_TOKENS, UsageUnit.CACHE_WRITE_TOKENS);

    private record ModelTier(Provider provider, ModelName model, ServiceTier tier) {}

    private final Map<ModelTier, List<ModelPrice>> versions = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private PriceLint(List<ModelPrice> prices) {
        prices.stream()
                .filter(price -> !price.isWithdrawn())
                .sorted(Comparator.comparing(price -> price.validity().from()))
                .forEach(price -> versions.computeIfAbsent(
                                new ModelTier(price.provider(), price.model(), price.serviceTier()),
                                key -> new ArrayList<>())
                        .add(price));
    }

    /** What is suspect. */
    public static List<Finding> findings(List<ModelPrice> prices) {
        PriceLint lint = new PriceLint(prices);
        lint.versions.values().forEach(lint::checkSequence);
        lint.versions.values().stream().flatMap(List::stream).forEach(price -> {
            lint.checkAlone(price);
            lint.checkAgainstStandard(price);
        });
        return List.copyOf(lint.findings);
    }

    private void checkSequence(List<ModelPrice> sequence) {
        for (int i = 1; i < sequence.size(); i++) {
            ModelPrice earlier = sequence.get(i - 1);
            ModelPrice later = sequence.get(i);
            Instant until = earlier.validity().until();
            boolean corrects =
                    !earlier.provenance().recordedAt().equals(later.provenance().recordedAt());
            if (earlier.validity().overlaps(later.validity()) && !corrects) {
                doubt("%s and %s overlap".formatted(earlier.version(), later.version()), earlier, later);
            } else if (until != null && until.isBefore(later.validity().from())) {
                doubt("Between %s and %s there is a gap".formatted(earlier.version(), later.version()), earlier, later);
            }
            checkNeighbours(earlier, later);
        }
    }

    private void checkAlone(ModelPrice price) {
        for (TieredRate rate : price.terms().rates()) {
            rates(rate)
                    .filter(each -> each.unit().isToken())
                    .map(PriceLint::perMillion)
                    .forEach(amount -> checkSize(price, rate.unit(), amount));
            for (TieredRate.Tier tier : rate.tiers()) {
                if (isDearer(rate.base(), tier.rate())) {
                    doubt(
                            "%s: %s are cheaper above %d input tokens than below"
                                    .formatted(price.version(), rate.unit(), tier.aboveInputTokens()),
                            price);
                }
            }
        }
        NOT_CHEAPER.forEach((dear, cheap) -> bothRates(price, cheap, price, dear, (cheapRate, dearRate) -> {
            if (isDearer(cheapRate, dearRate)) {
                doubt("%s: %s are dearer than %s".formatted(price.version(), cheap, dear), price);
            }
        }));
    }

    private void checkSize(ModelPrice price, UsageUnit unit, BigDecimal perMillion) {
        if (perMillion.signum() > 0 && perMillion.compareTo(LEAST_PER_MILLION_TOKENS) < 0) {
            disbelieve(
                    "%s: USD %s per million %s looks like the price of one token"
                            .formatted(price.version(), perMillion.toPlainString(), unit),
                    price);
        }
        if (perMillion.compareTo(MOST_PER_MILLION_TOKENS) > 0) {
            disbelieve(
                    "%s: USD %s per million %s is more than any model costs"
                            .formatted(price.version(), perMillion.toPlainString(), unit),
                    price);
        }
    }

    private void doubt(String what, ModelPrice... prices) {
        findings.add(new Finding(Stream.of(prices).map(ModelPrice::version).toList(), what, true));
    }

    private void disbelieve(String what, ModelPrice... prices) {
        findings.add(new Finding(Stream.of(prices).map(ModelPrice::version).toList(), what, false));
    }

    /** Whether one of two prices, neither of which is nothing, is so many times the other or more. */
    static boolean areApart(Rate one, Rate other, BigDecimal times) {
        BigDecimal amount = perMillion(one);
        BigDecimal otherAmount = perMillion(other);
        return amount.signum() > 0
                && otherAmount.signum() > 0
                && (amount.compareTo(otherAmount.multiply(times)) >= 0
                        || otherAmount.compareTo(amount.multiply(times)) >= 0);
    }

    private void checkAgainstStandard(ModelPrice price) {
        if (price.serviceTier().equals(ServiceTier.STANDARD)) {
            return;
        }
        Optional<ModelPrice> standard =
                versions
                        .getOrDefault(new ModelTier(price.provider(), price.model(), ServiceTier.STANDARD), List.of())
                        .stream()
                        .filter(candidate ->
                                candidate.validity().contains(price.validity().from()))
                        .max(Comparator.comparing(
                                candidate -> candidate.provenance().recordedAt()));
        if (standard.isEmpty()) {
            doubt("%s: there is no price of the standard tier at that time".formatted(price.version()), price);
            return;
        }
        checkNeighbours(standard.get(), price);
        for (TieredRate rate : price.terms().rates()) {
            bothRates(price, rate.unit(), standard.get(), rate.unit(), (own, ordinary) -> {
                if (CHEAPER_TIERS.contains(price.serviceTier()) && isDearer(own, ordinary)) {
                    doubt("%s: %s are dearer than on the standard tier".formatted(price.version(), rate.unit()), price);
                }
                if (DEARER_TIERS.contains(price.serviceTier()) && isDearer(ordinary, own)) {
                    doubt(
                            "%s: %s are cheaper than on the standard tier".formatted(price.version(), rate.unit()),
                            price);
                }
            });
        }
    }

    private void checkNeighbours(ModelPrice price, ModelPrice neighbour) {
        for (TieredRate rate : price.terms().rates()) {
            bothRates(price, rate.unit(), neighbour, rate.unit(), (one, other) -> {
                if (areApart(one, other, HUNDRED)) {
                    disbelieve(
                            "%s and %s: the prices of %s are a hundredfold apart"
                                    .formatted(price.version(), neighbour.version(), rate.unit()),
                            price,
                            neighbour);
                }
            });
        }
    }

    /** The rates of both for inputs of the same length, for each length at which one of them changes. */
    private static void bothRates(
            ModelPrice price, UsageUnit unit, ModelPrice other, UsageUnit otherUnit, BiConsumer<Rate, Rate> check) {
        Optional<TieredRate> rate = price.terms().rateOf(unit);
        Optional<TieredRate> otherRate = other.terms().rateOf(otherUnit);
        if (rate.isPresent() && otherRate.isPresent()) {
            Stream.concat(Stream.of(0L), rate.get().tiers().stream().map(tier -> tier.aboveInputTokens() + 1))
                    .forEach(inputTokens -> check.accept(
                            rate.get().at(inputTokens), otherRate.get().at(inputTokens)));
        }
    }

    private static Stream<Rate> rates(TieredRate rate) {
        return Stream.concat(Stream.of(rate.base()), rate.tiers().stream().map(TieredRate.Tier::rate));
    }

    private static boolean isDearer(Rate rate, Rate other) {
        return perMillion(rate).compareTo(perMillion(other)) > 0;
    }

    private static BigDecimal perMillion(Rate rate) {
        return rate.of(MILLION).amount();
    }
}
