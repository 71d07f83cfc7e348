package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.UsageUnit;
import java.util.List;

/**
 * What one unit costs, by how many tokens went into the request.
 *
 * @param base up to the first of the tiers, or always
 * @param tiers for longer inputs, from the shortest on
 */
public record TieredRate(Rate base, List<Tier> tiers) {

    private static final long MILLION = 1_000_000;

    /**
     * @param aboveInputTokens holds for requests with more input tokens of every kind, cached ones among them, than this
     */
    public record Tier(long aboveInputTokens, Rate rate) {

        public Tier {
            if (aboveInputTokens < 1) {
                throw new IllegalArgumentException("A tier of %s must begin above 1 input token or more, not %d"
                        .formatted(rate.unit(), aboveInputTokens));
            }
        }
    }

    public TieredRate {
        tiers = List.copyOf(tiers);
        long previous = 0;
        for (Tier tier : tiers) {
            if (tier.rate().unit() != base.unit()) {
                throw new IllegalArgumentException("A tier of %s has a rate of %s"
                        .formatted(base.unit(), tier.rate().unit()));
            }
            if (!tier.rate().price().currency().equals(base.price().currency())) {
                throw new IllegalArgumentException("The tiers of %s are in %s and %s"
                        .formatted(
                                base.unit(),
                                base.price().currency(),
                                tier.rate().price().currency()));
            }
            if (tier.aboveInputTokens() <= previous) {
                throw new IllegalArgumentException("The tiers of %s must begin one after the other, but %d follows %d"
                        .formatted(base.unit(), tier.aboveInputTokens(), previous));
            }
            previous = tier.aboveInputTokens();
        }
    }

    public static TieredRate flat(Rate rate) {
        return new TieredRate(rate, List.of());
    }

    /** This rate, and for long inputs what the other one says, unless that would make them cheaper than short ones. */
    TieredRate withLongInputsOf(TieredRate other) {
        return new TieredRate(
                base,
                other.tiers.stream()
                        .filter(tier -> tier.rate()
                                        .of(MILLION)
                                        .amount()
                                        .compareTo(base.of(MILLION).amount())
                                >= 0)
                        .toList());
    }

    public UsageUnit unit() {
        return base.unit();
    }

    /** The rate for a request with so many input tokens. */
    public Rate at(long inputTokens) {
        Rate rate = base;
        for (Tier tier : tiers) {
            if (inputTokens > tier.aboveInputTokens()) {
                rate = tier.rate();
            }
        }
        return rate;
    }
}
