package io.tokentally.provider.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Says what a caller sees of the events of a stream, where some came only because metering asked for them. */
public interface EventFilter {

    /** How much of an event is seen. */
    enum Sight {
        WHOLE,
        /** All but the {@linkplain EventFilter#member member}. */
        WITHOUT_MEMBER,
        NOTHING
    }

    /** The member of an event that may be cut out of it. */
    String member();

    /** @param event as far as {@link ProviderCallHandler#answerShape()} keeps it */
    Sight see(ObjectNode event);
}
