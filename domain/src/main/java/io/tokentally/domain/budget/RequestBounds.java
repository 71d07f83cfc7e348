package io.tokentally.domain.budget;

import io.tokentally.domain.metering.ServiceTier;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request can use at most, as far as it can be told before it goes out.
 *
 * @param inputTokens no more than these, of what the body itself holds
 * @param outputTokens the most that the request lets the model write, over all choices that it asks for; absent where it sets no limit
 * @param unbounded what else may be used, which nothing in the request limits
 * @param serviceTier that is asked for, or the dearest that the provider may choose
 */
public record RequestBounds(
        long inputTokens, @Nullable Long outputTokens, Set<Unbounded> unbounded, ServiceTier serviceTier) {

    /** What makes the cost of a request follow from more than its bytes. */
    public enum Unbounded {
        STORED_CONVERSATION,
        FILES,
        TOOLS,
        IMAGES,
        AUDIO,
        VIDEO,
        BATCH,
        OTHER
    }

    public RequestBounds {
        unbounded = Set.copyOf(unbounded);
        if (inputTokens < 0 || (outputTokens != null && outputTokens < 0)) {
            throw new IllegalArgumentException("A request uses no fewer than 0 tokens, not %d and %s".formatted(inputTokens, outputTokens));
        }
    }

    /** Of a request that nobody can read. */
    public static RequestBounds unknown(long bytes) {
        return new RequestBounds(bytes, null, Set.of(Unbounded.OTHER), ServiceTier.STANDARD);
    }
}
