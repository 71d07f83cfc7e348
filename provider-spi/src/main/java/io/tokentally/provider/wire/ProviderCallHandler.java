package io.tokentally.provider.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.PreparedRequest;
import io.tokentally.provider.ResponseFilter;
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

    /** Reads the request, and keeps what an estimate will need. */
    PreparedRequest prepare(@Nullable String contentType, byte[] body);

    /** The members of answers, and of events, that matter. */
    FieldSelection answerShape();

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
    default Optional<ResponseFilter> filter() {
        return Optional.empty();
    }
}
