package io.tokentally.domain.budget;

import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request can use at most, as far as it tells so itself, before it goes out.
 *
 * <p>Its input is bounded by its bytes. Tokenizers of these APIs work on the bytes of a text (byte-pair encodings), so that a token
 * stands for one byte at least; JSON writes each byte of a text as one byte or more; and the few tokens that chat formats put
 * around a message or a function are fewer than the bytes that JSON takes for its braces, quotes and names. Where a provider
 * adds more than that, such as instructions for tools, its adapter adds it to the bytes.
 *
 * @param inputTokens no request of these bytes has more; of what is in {@code unbounded} it says nothing
 * @param outputTokens the most that all answers together may have, by what the request says; absent where it sets no limit
 * @param answers how many answers are asked for, each of which may be as long as the model makes them
 * @param unbounded why its cost does not follow from its bytes and its limit; none where it does
 * @param serviceTiers that it may be served on: several where the request leaves that to the provider, so that the dearest of those
 *     that the model has counts
 * @param region where it may be processed, the dearest where the request leaves that open; absent where no region costs more
 * @param batch the requests that it has made for it, where it makes a batch and tells of them
 */
public record RequestBounds(
        long inputTokens,
        @Nullable Long outputTokens,
        long answers,
        Set<Unbounded> unbounded,
        Set<ServiceTier> serviceTiers,
        @Nullable Region region,
        @Nullable BatchSource batch) {

    /** Why the cost of a request does not follow from its bytes and its limit. */
    public enum Unbounded {
        /** The model reads what is kept at the provider's: an earlier response, a conversation, a stored prompt. */
        STORED_CONVERSATION,
        /** The model reads files. */
        FILES,
        /** The provider runs tools of its own, which it bills and whose results the model reads. */
        TOOLS,
        /** The model sees or makes images. */
        IMAGES,
        /** The model hears or speaks. */
        AUDIO,
        /** The model sees or makes videos. */
        VIDEO,
        /** What costs are requests that others than this one tell of. */
        BATCH,
        /** It cannot be told what the request asks for. */
        OTHER
    }

    /** A request that costs nothing, however it is answered. */
    public static final RequestBounds NOTHING =
            new RequestBounds(0, 0L, 1, Set.of(), Set.of(ServiceTier.STANDARD), null);

    /** A request of which nothing is known. */
    public static final RequestBounds UNKNOWN = unbounded(Unbounded.OTHER);

    /** Of a request that makes no batch. */
    public RequestBounds(
            long inputTokens,
            @Nullable Long outputTokens,
            long answers,
            Set<Unbounded> unbounded,
            Set<ServiceTier> serviceTiers,
            @Nullable Region region) {
        this(inputTokens, outputTokens, answers, unbounded, serviceTiers, region, null);
    }

    public RequestBounds {
        requireAmount("input tokens", inputTokens);
        if (outputTokens != null) {
            requireAmount("output tokens", outputTokens);
        }
        requireAmount("answers", answers);
        unbounded = Set.copyOf(unbounded);
        serviceTiers = Set.copyOf(serviceTiers);
        if (serviceTiers.isEmpty()) {
            throw new IllegalArgumentException("A request is served on some tier");
        }
        if (batch != null && !unbounded.contains(Unbounded.BATCH)) {
            throw new IllegalArgumentException("What tells of a batch's requests makes a batch");
        }
    }

    private static void requireAmount(String what, long amount) {
        if (amount < 0 || amount > Quantities.MAX_AMOUNT) {
            throw new IllegalArgumentException(
                    "A request has between 0 and %d %s at most, not %d".formatted(Quantities.MAX_AMOUNT, what, amount));
        }
    }

    /** A request of which no more is known than why its cost has no bound. */
    public static RequestBounds unbounded(Unbounded reason) {
        return new RequestBounds(0, null, 1, Set.of(reason), Set.of(ServiceTier.STANDARD), null);
    }

    /** A request that makes a batch, and tells of its requests. */
    public static RequestBounds ofBatch(BatchSource batch) {
        return new RequestBounds(0, null, 1, Set.of(Unbounded.BATCH), Set.of(ServiceTier.BATCH), null, batch);
    }

    /** Whether it makes a batch, whose requests are what costs. */
    public boolean makesBatch() {
        return unbounded.contains(Unbounded.BATCH);
    }

    /** Whether it costs nothing, however it is answered. */
    public boolean isFree() {
        return inputTokens == 0 && outputTokens != null && outputTokens == 0 && unbounded.isEmpty();
    }

    /** Whether what it uses follows from its bytes and its limit. */
    public boolean isBounded() {
        return unbounded.isEmpty() && outputTokens != null;
    }
}
