package io.tokentally.adapter.gateway.call;

import io.tokentally.adapter.gateway.state.Transitions;

/** Whether a call's caller still wants something of it. */
enum CallerState {

    /** The caller waits for the end of an answer. */
    WAITING,

    /** The caller has had an answer to its end. */
    SERVED,

    /** The caller's connection is being ended, so that they see that something is missing. */
    CUT_OFF,

    /** The caller has hung up. */
    GONE;

    /** What happens between a call and its caller. */
    enum Event {

        /** The gateway answers in the provider's stead. */
        REFUSED,

        /** The response has been told to its end. */
        ANSWERED,

        /** The connection is ended so that the caller sees that something is missing. */
        CUT,

        /** The caller hangs up, or is seen to have been cut. */
        LEFT
    }

    /** Nobody is answered twice; who was answered may be cut, where the answer could not be written. */
    static final Transitions<CallerState, Event> TABLE = Transitions.of(CallerState.class, Event.class)
            .from(WAITING)
            .to(SERVED, Event.REFUSED, Event.ANSWERED)
            .to(CUT_OFF, Event.CUT)
            .to(GONE, Event.LEFT)
            .from(SERVED)
            .to(CUT_OFF, Event.CUT)
            .to(GONE, Event.LEFT)
            .from(CUT_OFF)
            .stays(Event.REFUSED, Event.ANSWERED, Event.CUT)
            .to(GONE, Event.LEFT)
            .from(GONE)
            .stays(Event.REFUSED, Event.ANSWERED, Event.CUT)
            .build();
}
