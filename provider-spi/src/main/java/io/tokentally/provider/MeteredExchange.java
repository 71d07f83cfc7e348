package io.tokentally.provider;

import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome.Failure;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. First it is {@linkplain #prepare prepared}, then it is either {@linkplain #answer answered}
 * or {@linkplain #unanswered not}. For one thread at a time.
 *
 * <p>Of the prompt it keeps no more than an estimate may need, a few hundred kilobytes at most, and only until the reader
 * of the answer has said what it was.
 */
public interface MeteredExchange {

    /** What is asked of the API, by the API's own name: {@code chat.completions}. */
    Operation operation();

    /**
     * Reads the request. A body that cannot be understood goes out as it is, for the provider to refuse.
     *
     * @param contentType as the request's header says
     * @param body is not changed
     */
    PreparedRequest prepare(@Nullable String contentType, byte[] body);

    /** An answer has begun. */
    ResponseReader answer(ResponseHead head);

    /**
     * No answer came.
     *
     * @param mayHaveArrived whether the provider may have got the request. If so, it may have worked, and nobody knows
     *     how much: its usage is missing, not estimated. If not, nothing is billed.
     */
    ProviderResponse unanswered(Failure.Kind kind, boolean mayHaveArrived);
}
