package io.tokentally.domain.metering;

import io.tokentally.domain.text.PlainText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A share of a call's usage that is billed by itself: what another model did for the call, or what its own model did with an
 * input of its own.
 *
 * @param kind what was done, by the provider's own name, such as {@code message} or {@code compaction}; at most 60 characters
 * @param model the model that did it; absent where it is the one that the call itself is billed by
 * @param serviceTier the tier that it was served on; absent where it is the call's
 * @param requestInputTokens how many tokens went into the request, or into the longest of several that the part sums up: rates
 *     for long inputs go by it
 * @param flaw why nobody can tell what it costs; absent where it can be priced
 */
public record UsagePart(
        String kind,
        @Nullable ModelName model,
        @Nullable ServiceTier serviceTier,
        Quantities quantities,
        long requestInputTokens,
        @Nullable Flaw flaw) {

    public static final int MAX_KIND_LENGTH = 60;

    /** The most parts that a call can have: more are a provider's mistake. */
    public static final int MAX_PARTS = 1_000;

    /** Why a part cannot be priced. */
    public enum Flaw {
        /** Another model did the work, and the answer does not name it. */
        NO_MODEL,
        /** It is of a kind of which nobody here knows how it is billed. */
        UNKNOWN_KIND,
        /** Nothing tells how much of anything it used. */
        NO_FIGURES,
        /** Its figures are negative, absurd or contradict themselves. */
        INVALID_FIGURES
    }

    public UsagePart {
        kind = PlainText.require("kind of a usage part", kind, MAX_KIND_LENGTH);
        if (requestInputTokens < 0 || requestInputTokens > quantities.inputTokens()) {
            throw new InvalidQuantitiesException(
                    "A request of the part '%s' must have between 0 and %d input tokens, not %d"
                            .formatted(kind, quantities.inputTokens(), requestInputTokens));
        }
    }

    /** A part that is one request, on the call's own tier. */
    public static UsagePart of(String kind, @Nullable ModelName model, Quantities quantities) {
        return new UsagePart(kind, model, null, quantities, quantities.inputTokens(), null);
    }

    /** A part that makes its call unpriced. */
    public static UsagePart flawed(String kind, @Nullable ModelName model, Quantities quantities, Flaw flaw) {
        return new UsagePart(kind, model, null, quantities, quantities.inputTokens(), flaw);
    }

    /** The parts of a call that used so much. */
    static List<UsagePart> requireSum(Quantities whole, List<UsagePart> parts) {
        if (parts.size() > MAX_PARTS) {
            throw new InvalidQuantitiesException(
                    "A call has at most %d usage parts, not %d".formatted(MAX_PARTS, parts.size()));
        }
        if (!parts.isEmpty() && !sumOf(parts).equals(whole)) {
            throw new InvalidQuantitiesException("The usage parts add up to %s, not to %s"
                    .formatted(sumOf(parts).amounts(), whole.amounts()));
        }
        return List.copyOf(parts);
    }

    /**
     * What the parts add up to.
     *
     * @throws InvalidQuantitiesException if that is absurdly much
     */
    public static Quantities sumOf(List<UsagePart> parts) {
        Quantities sum = Quantities.NONE;
        for (UsagePart part : parts) {
            sum = sum.plus(part.quantities);
        }
        return sum;
    }
}
