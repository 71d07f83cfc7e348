package io.tokentally.provider.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.PreparedRequest;
import io.tokentally.provider.ResponseHead;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tells one provider's calls from another's; {@link WireExchange} does the rest. One object belongs to one call, and
 * is let go once its answer is read. Methods that take an answer may throw
 * {@link io.tokentally.domain.metering.InvalidQuantitiesException}: then no figure of it is believed.
 */
public interface ProviderCallHandler {

    /** What is asked of the API, by the API's own name. */
    Operation operation();

    /** As {@link io.tokentally.provider.MeteredExchange#limitOutput} says. */
    default byte[] limitOutput(@Nullable String contentType, byte[] body, long tokens) {
        return body;
    }

    /** Reads the request, and keeps what an estimate will need. */
    PreparedRequest prepare(@Nullable String contentType, byte[] body);

    /** The members of answers, and of events, that matter. */
    FieldSelection answerShape();

    /** An answer has begun; for what its headers say. */
    default void answered(ResponseHead head, ResponseAccumulator facts) {}

    /**
     * How an answer that succeeded is divided into events; absent if it came in one piece.
     *
     * @param streamAsked whether the request asked for a stream
     */
    default Optional<StreamFraming> framing(ResponseHead head, boolean streamAsked) {
        boolean isStream = head.isOfType("text/event-stream")
                || (streamAsked && answersInJson() && !head.isOfType("application/json"));
        return isStream ? Optional.of(StreamFraming.SERVER_SENT_EVENTS) : Optional.empty();
    }

    /** The members of answers with an error status that matter. */
    default FieldSelection errorShape() {
        return FieldSelection.of("error");
    }

    /**
     * Reads an answer with an error status, be it alone or the first element of an array; only its beginning, if it broke off. It
     * takes the error's type and code, never its message.
     */
    default void takeError(ObjectNode answer, ResponseAccumulator facts) {
        facts.failed(answer.path("error"));
    }

    /** Reads an answer that came in one piece; only its beginning, if it broke off. */
    void takeAnswer(ObjectNode answer, ResponseAccumulator facts);

    /** Reads one event of a stream. What the event is called stands in its data, or does not matter. */
    void takeEvent(ObjectNode event, ResponseAccumulator facts);

    /**
     * An answer had begun, and ended without usage. An estimate must not leave out anything that it cannot count: rather
     * than a part, say {@link UsageReading.Missing}. May take its time.
     *
     * @param whole whether it came to its end; if not, it was a stream
     */
    default UsageReading withoutUsage(ResponseAccumulator facts, boolean whole) {
        return new UsageReading.Missing();
    }

    /**
     * Whether an answer that succeeded is work, though no text of it is read: a vector, an image, speech. Of others only what
     * was generated shows that there was some.
     */
    default boolean everyAnswerIsWork() {
        return false;
    }

    /**
     * Whether an answer in events is whole where its bytes end and each event was understood, though no event says that it is
     * the last: lines of a file.
     */
    default boolean endsWithItsBytes() {
        return false;
    }

    /** Whether the provider bills nothing for such calls. */
    default boolean isFree() {
        return false;
    }

    /**
     * Whether such a call only fetches what was done before: it is billed if its answer tells of
     * {@linkplain ResponseAccumulator#billedOnce work that is}, and for nothing else.
     */
    default boolean fetches() {
        return false;
    }

    /** Whether an answer of an unknown type is JSON; if not, nothing is read from it. */
    default boolean answersInJson() {
        return true;
    }

    /** The region that the request was sent to. */
    default @Nullable Region region() {
        return null;
    }

    /** What must be withheld of a streamed answer, after the request was prepared. */
    default Optional<EventFilter> filter() {
        return Optional.empty();
    }
}
