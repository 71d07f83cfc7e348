package io.tokentally.domain.budget;

import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceQuery;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a request can cost at most, by its bounds and a price book: each token at the rate of the dearest kind that it can be,
 * on the dearest tier that the request may be served on, for the dearest length that it can have. Of what its
 * {@linkplain RequestBounds#unbounded() bounds leave open} it counts the tokens that are told, and no more.
 *
 * <p>It is for the model that is asked for. A provider that answers with another one at a higher price is billed so, and beyond it.
 */
public final class RequestCeiling {

    private RequestCeiling() {}

    /**
     * The most that a request can cost.
     *
     * @param outputTokens the most that it may have, over all answers: its own limit, or what the caller puts in its place
     * @return absent if the model has no price on any of the tiers
     */
    public static Optional<Money> of(
            PriceBook book, Provider provider, ModelName model, RequestBounds bounds, long outputTokens, Instant at) {
        if (bounds.isFree()) {
            return Optional.of(Money.zero(book.currency()));
        }
        return dearest(
                bounds,
                tier -> book.ceilingOf(
                        new PriceQuery(provider, model, tier, bounds.region(), at),
                        bounds.inputTokens(),
                        outputTokens,
                        unit -> mayBeUsed(unit, bounds.unbounded())));
    }

    /**
     * The most that a batch's requests of one model can cost together.
     *
     * @param inputTokens of all of them: what their bounds say, or what the caller puts in its place
     * @param outputTokens as well
     * @return absent if the model has no price on any of the tiers
     */
    public static Optional<Money> of(
            PriceBook book,
            Provider provider,
            BatchedRequests requests,
            long inputTokens,
            long outputTokens,
            Instant at) {
        RequestBounds bounds = requests.bounds();
        return dearest(
                bounds,
                tier -> book.ceilingOfSeveral(
                        new PriceQuery(provider, requests.model(), tier, bounds.region(), at),
                        requests.longestInput(),
                        inputTokens,
                        outputTokens,
                        unit -> mayBeUsed(unit, bounds.unbounded())));
    }

    private static Optional<Money> dearest(RequestBounds bounds, Function<ServiceTier, Optional<Money>> ceiling) {
        Money dearest = null;
        for (ServiceTier tier : bounds.serviceTiers()) {
            Money one = ceiling.apply(tier).orElse(null);
            if (one != null && (dearest == null || one.compareTo(dearest) > 0)) {
                dearest = one;
            }
        }
        return Optional.ofNullable(dearest);
    }

    private static boolean mayBeUsed(UsageUnit unit, Set<Unbounded> unbounded) {
        return switch (unit) {
            case AUDIO_INPUT_TOKENS, CACHED_AUDIO_INPUT_TOKENS, AUDIO_OUTPUT_TOKENS ->
                mayBe(Unbounded.AUDIO, unbounded);
            // Pages of files are seen.
            case IMAGE_INPUT_TOKENS, CACHED_IMAGE_INPUT_TOKENS, IMAGE_OUTPUT_TOKENS ->
                mayBe(Unbounded.IMAGES, unbounded) || mayBe(Unbounded.FILES, unbounded);
            case VIDEO_INPUT_TOKENS, VIDEO_OUTPUT_TOKENS -> mayBe(Unbounded.VIDEO, unbounded);
            default -> true;
        };
    }

    private static boolean mayBe(Unbounded kind, Set<Unbounded> unbounded) {
        return unbounded.contains(kind)
                || unbounded.contains(Unbounded.OTHER)
                || unbounded.contains(Unbounded.STORED_CONVERSATION);
    }
}
