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
     * Writes a limit on each answer into a request that sets none, as this API takes it. What sets one, cannot be understood, or is
     * asked of an API without such a limit, or whose own one is lower where none is set, stays as it is. What comes of it is to be
     * {@linkplain #prepare prepared}.
     *
     * @param contentType as the request's header says
     * @param body is not changed
     * @param tokens the most that one answer may have
     * @return what is to be prepared
     */
    default byte[] limitOutput(@Nullable String contentType, byte[] body, long tokens) {
        return body;
    }

    /**
     * Reads the request. What was read last is what is answered: a request may be read, limited by what was read, and read again. A body that cannot be understood goes out as it is, for the provider to refuse.
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
