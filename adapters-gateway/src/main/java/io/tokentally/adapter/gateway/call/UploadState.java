package io.tokentally.adapter.gateway.call;

import io.tokentally.adapter.gateway.state.Transitions;

/** How far a request is that goes on piece by piece. */
enum UploadState {

    /** Its pieces wait for a connection. */
    WAITING,

    /** All of its pieces wait for a connection. */
    WAITING_WHOLE,

    /** Its pieces go on as they come. */
    PASSING,

    /** All of it has gone on. */
    PASSED,

    /** Nothing of it is needed any longer. */
    OVER;

    /** What happens to such a request. */
    enum Event {
        PIECE,
        LAST_PIECE,
        CONNECTED,
        OVER
    }

    static final Transitions<UploadState, Event> TABLE = Transitions.of(UploadState.class, Event.class)
            .from(WAITING)
            .stays(Event.PIECE)
            .to(WAITING_WHOLE, Event.LAST_PIECE)
            .to(PASSING, Event.CONNECTED)
            .to(OVER, Event.OVER)
            .from(WAITING_WHOLE)
            .to(PASSED, Event.CONNECTED)
            .to(OVER, Event.OVER)
            .from(PASSING)
            .stays(Event.PIECE)
            .to(PASSED, Event.LAST_PIECE)
            .to(OVER, Event.OVER)
            .from(PASSED)
            .to(OVER, Event.OVER)
            .from(OVER)
            .stays(Event.PIECE, Event.LAST_PIECE, Event.OVER)
            .build();
}
