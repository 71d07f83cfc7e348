package io.tokentally.domain.metering;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How much of each unit a call used. Zero is not kept; nothing is negative; the units do not overlap, so that cached
 * tokens, say, are not input tokens as well.
 */
public record Quantities(Map<UsageUnit, Long> amounts) {

    /**
     * The most of one unit that a single call can have used. Ten times the largest context window on the market fits a
     * thousand times; a figure beyond it is a provider's mistake.
     */
    public static final long MAX_AMOUNT = 100_000_000_000L;

    public static final Quantities NONE = new Quantities(Map.of());

    public Quantities {
        EnumMap<UsageUnit, Long> kept = new EnumMap<>(UsageUnit.class);
        amounts.forEach((unit, amount) -> {
            requireInRange(unit, amount);
            if (amount > 0) {
                kept.put(unit, amount);
            }
        });
        amounts = Collections.unmodifiableMap(kept);
    }

    public long of(UsageUnit unit) {
        return amounts.getOrDefault(unit, 0L);
    }

    /** All tokens that went in: fresh, cached, written to a cache, of text, audio and images. */
    public long inputTokens() {
        return sum(UsageUnit::isInputToken);
    }

    /** All tokens that came out, reasoning among them. */
    public long outputTokens() {
        return sum(UsageUnit::isOutputToken);
    }

    public long totalTokens() {
        return inputTokens() + outputTokens();
    }

    public boolean isEmpty() {
        return amounts.isEmpty();
    }

    /**
     * Both together.
     *
     * @throws InvalidQuantitiesException if that is absurdly much of a unit
     */
    public Quantities plus(Quantities other) {
        if (other.isEmpty()) {
            return this;
        }
        EnumMap<UsageUnit, Long> sums = new EnumMap<>(UsageUnit.class);
        sums.putAll(amounts);
        other.amounts.forEach((unit, amount) -> sums.merge(unit, amount, Long::sum));
        return new Quantities(sums);
    }

    private long sum(Predicate<UsageUnit> kind) {
        // Cannot overflow: the constructor bounds each of the few units.
        return amounts.entrySet().stream()
                .filter(entry -> kind.test(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static void requireInRange(UsageUnit unit, long amount) {
        if (amount < 0 || amount > MAX_AMOUNT) {
            throw new InvalidQuantitiesException(
                    "%s must lie between 0 and %d, not %d".formatted(unit, MAX_AMOUNT, amount));
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects what a provider reports, taking subsets out of their whole on entry. */
    public static final class Builder {

        private final EnumMap<UsageUnit, Long> amounts = new EnumMap<>(UsageUnit.class);

        private Builder() {}

        /**
         * Adds an amount that is part of nothing else.
         *
         * @throws InvalidQuantitiesException if it is negative or absurdly large
         */
        public Builder add(UsageUnit unit, long amount) {
            requireInRange(unit, amount);
            amounts.merge(unit, amount, Long::sum);
            return this;
        }

        /**
         * Adds a whole of which some parts are reported once more on their own: what the parts leave over counts as
         * {@code unit}, and each part as itself.
         *
         * @throws InvalidQuantitiesException if a figure is negative or absurdly large, or the parts exceed the whole
         */
        public Builder addWhole(UsageUnit unit, long whole, Map<UsageUnit, Long> parts) {
            requireInRange(unit, whole);
            long rest = whole;
            for (Map.Entry<UsageUnit, Long> part : parts.entrySet()) {
                add(part.getKey(), part.getValue());
                rest -= part.getValue();
            }
            if (rest < 0) {
                throw new InvalidQuantitiesException(
                        "The parts %s exceed the %d %s that they are part of".formatted(parts, whole, unit));
            }
            return add(unit, rest);
        }

        public Quantities build() {
            return new Quantities(amounts);
        }
    }
}
