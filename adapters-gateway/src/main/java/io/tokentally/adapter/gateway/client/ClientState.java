package io.tokentally.adapter.gateway.client;

import io.tokentally.adapter.gateway.state.Transitions;

/** Where a client's connection is. */
enum ClientState {

    /** No request has come on it yet. */
    FRESH,

    /** It has been used, and waits for another request. */
    IDLE,

    /** A request is coming, and has not been answered. */
    RECEIVING,

    /** A request is there as a whole, and is being answered; what comes behind it waits. */
    ANSWERING,

    /** A request is answered; what is left of it is still coming, and is thrown away. */
    DISCARDING,

    /** The last answer is on its way out, and the connection ends with it. */
    CLOSING,

    /** As {@link #CLOSING}, but the client still sends: it is let read the answer first, and what it sends is thrown away. */
    LINGERING,

    /** It is closed, or about to be. */
    CLOSED;

    /** What happens to a client's connection. */
    enum Event {

        /** The headers of a request have come. */
        HEADERS,

        /** More of a body has come. */
        BODY,

        /** The last of a body has come. */
        BODY_ENDED,

        /** An answer is written and sent off, and another request may follow. */
        ANSWERED,

        /** An answer is written and sent off, and nothing can follow. */
        ANSWERED_LAST,

        /** Others need its place, or the gateway stops: whoever is owed no answer goes. */
        YIELD,

        /** It is ended so that the client sees that something is missing. */
        CUT,

        /** The other side, or this one, has closed it. */
        INACTIVE
    }

    static final Transitions<ClientState, Event> TABLE = Transitions.of(ClientState.class, Event.class)
            .from(FRESH)
            .to(RECEIVING, Event.HEADERS)
            .to(CLOSED, Event.YIELD, Event.CUT, Event.INACTIVE)
            .from(IDLE)
            .to(RECEIVING, Event.HEADERS)
            .to(CLOSED, Event.YIELD, Event.CUT, Event.INACTIVE)
            .from(RECEIVING)
            .stays(Event.BODY, Event.YIELD)
            .to(ANSWERING, Event.BODY_ENDED)
            .to(DISCARDING, Event.ANSWERED)
            .to(LINGERING, Event.ANSWERED_LAST)
            .to(CLOSED, Event.CUT, Event.INACTIVE)
            .from(ANSWERING)
            .stays(Event.YIELD)
            .to(IDLE, Event.ANSWERED)
            .to(CLOSING, Event.ANSWERED_LAST)
            .to(CLOSED, Event.CUT, Event.INACTIVE)
            .from(DISCARDING)
            .stays(Event.BODY)
            .to(IDLE, Event.BODY_ENDED)
            .to(CLOSED, Event.YIELD, Event.CUT, Event.INACTIVE)
            .from(CLOSING)
            .stays(Event.YIELD)
            .to(CLOSED, Event.CUT, Event.INACTIVE)
            .from(LINGERING)
            .stays(Event.BODY, Event.BODY_ENDED, Event.YIELD)
            .to(CLOSED, Event.CUT, Event.INACTIVE)
            .from(CLOSED)
            // A call may end between the cut and the news that the connection is closed.
            .stays(Event.ANSWERED, Event.ANSWERED_LAST, Event.YIELD, Event.CUT, Event.INACTIVE)
            .build();

    /** Whether nothing that comes is of use any more. */
    boolean isEnding() {
        return this == CLOSING || this == LINGERING || this == CLOSED;
    }

    /** Whether it is owed no answer, so that its place can be given to others. */
    boolean isYielding() {
        return this == FRESH || this == IDLE || this == DISCARDING;
    }
}
