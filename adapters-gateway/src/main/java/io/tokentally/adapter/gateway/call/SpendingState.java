package io.tokentally.adapter.gateway.call;

import io.tokentally.adapter.gateway.state.Transitions;

/** How it stands with what is set aside for a call on its organization's budgets. */
enum SpendingState {

    /** The budgets have not been asked, and nothing is set aside. */
    NOTHING,

    /** The budgets have been asked, and have not said anything yet. */
    ASKED,

    /** The call ended before the budgets said anything: what they set aside goes back. */
    LEFT,

    /** It is set aside, and the call has not gone out. */
    SET_ASIDE,

    /** The call has gone out, and may use it. */
    IN_USE,

    /** It is settled, given back, or held for good: nobody here has a say in it any more. */
    OVER;

    /** What happens to it. */
    enum Event {
        ASKED,
        ADMITTED,
        REFUSED,
        /** The call goes out, for the first time or once more. */
        SENT,
        /** It is handed on with the call's record. */
        RECORDED,
        /** The call is over. */
        ENDED
    }

    static final Transitions<SpendingState, Event> TABLE = Transitions.of(SpendingState.class, Event.class)
            .from(NOTHING)
            .stays(Event.SENT, Event.RECORDED)
            .to(ASKED, Event.ASKED)
            .to(OVER, Event.ENDED)
            .from(ASKED)
            .to(SET_ASIDE, Event.ADMITTED)
            .to(OVER, Event.REFUSED)
            .to(LEFT, Event.ENDED)
            .from(LEFT)
            .to(OVER, Event.ADMITTED, Event.REFUSED)
            .from(SET_ASIDE)
            .to(IN_USE, Event.SENT)
            // The provider could not be reached, which is recorded as well.
            .to(OVER, Event.RECORDED, Event.ENDED)
            .from(IN_USE)
            .stays(Event.SENT)
            .to(OVER, Event.RECORDED, Event.ENDED)
            .from(OVER)
            .stays(Event.ENDED)
            .build();
}
