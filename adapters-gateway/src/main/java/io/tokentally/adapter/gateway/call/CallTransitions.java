package io.tokentally.adapter.gateway.call;

import static io.tokentally.adapter.gateway.call.CallEvent.*;
import static io.tokentally.adapter.gateway.call.CallState.*;

import io.tokentally.adapter.gateway.state.Transitions;

/**
 * The life of a call as a table. What follows an event is decided by the state that the call is in and by nothing else; what
 * {@link CallState#DONE} takes are answers that others owed the call when it ended.
 */
final class CallTransitions {

    static final Transitions<CallState, CallEvent> TABLE = Transitions.of(CallState.class, CallEvent.class)
            .from(RECEIVING)
            .stays(BODY_ARRIVED)
            .to(PREPARING, BODY_WHOLE)
            // A request that is passed on as it comes needs no preparing.
            .to(JUDGING, PREPARED)
            .to(DONE, REQUEST_REFUSED, NO_MEMORY, CALLER_LEFT, STOPPED)
            .from(PREPARING)
            .to(JUDGING, PREPARED)
            .to(ORPHANED, CALLER_LEFT)
            .to(DONE, PREPARING_FAILED, NO_MEMORY, STOPPED)
            .from(ORPHANED)
            .to(DONE, PREPARED, PREPARING_FAILED, STOPPED)
            .from(JUDGING)
            .stays(BODY_ARRIVED)
            .to(CONNECTING, ALLOWED)
            .to(DONE, FORBIDDEN, REQUEST_REFUSED, NO_MEMORY, CALLER_LEFT, STOPPED)
            .from(CONNECTING)
            .stays(BODY_ARRIVED)
            .to(SENT, CONNECTED)
            .to(FAILING, NOT_CONNECTED)
            .to(DONE, NO_CONNECTION_FREE, REQUEST_REFUSED, NO_MEMORY, CALLER_LEFT, STOPPED)
            .from(SENT)
            .stays(BODY_ARRIVED, UPSTREAM_WRITABLE)
            .to(CONNECTING, CONNECTION_STALE)
            .to(STREAMING, RESPONSE_BEGAN)
            .to(ABANDONED, CALLER_LEFT)
            .to(FAILING, RESPONSE_UNREADABLE, BROKE_OFF, TIMED_OUT, REQUEST_REFUSED, NO_MEMORY, STOPPED)
            .from(ABANDONED)
            .stays(UPSTREAM_WRITABLE)
            .to(DRAINING, RESPONSE_BEGAN)
            .to(FAILING, RESPONSE_UNREADABLE, BROKE_OFF, DRAIN_SPENT, NO_MEMORY, STOPPED)
            .from(STREAMING)
            .stays(BODY_ARRIVED, UPSTREAM_WRITABLE, RESPONSE_ARRIVED, REQUEST_REFUSED, NO_MEMORY)
            .to(SETTLING_OPEN, RESPONSE_COMPLETE)
            .to(SETTLING_WHOLE, RESPONSE_ENDED)
            .to(SETTLING_BROKEN, BROKE_OFF, TIMED_OUT, STOPPED)
            .to(DRAINING, CALLER_LEFT)
            .to(DONE, READING_FAILED)
            .from(DRAINING)
            .stays(UPSTREAM_WRITABLE, RESPONSE_ARRIVED, NO_MEMORY)
            .to(SETTLING_OPEN, RESPONSE_COMPLETE)
            .to(SETTLING_WHOLE, RESPONSE_ENDED)
            .to(SETTLING_BROKEN, BROKE_OFF, DRAIN_SPENT, STOPPED)
            .to(DONE, READING_FAILED)
            .from(SETTLING_OPEN)
            .stays(BODY_ARRIVED, UPSTREAM_WRITABLE, RESPONSE_ARRIVED)
            .stays(REQUEST_REFUSED, NO_MEMORY, CALLER_LEFT, STOPPED)
            .to(SETTLING_WHOLE, RESPONSE_ENDED)
            .to(SETTLING_BROKEN, BROKE_OFF, TIMED_OUT, DRAIN_SPENT)
            .to(DELIVERING, RECORD_KEPT)
            .to(DONE, RECORD_LOST, READING_FAILED)
            .from(SETTLING_WHOLE)
            .stays(BODY_ARRIVED, REQUEST_REFUSED, NO_MEMORY, CALLER_LEFT, STOPPED)
            .to(DONE, RECORD_KEPT, RECORD_LOST, READING_FAILED)
            .from(SETTLING_BROKEN)
            .stays(BODY_ARRIVED, REQUEST_REFUSED, NO_MEMORY, CALLER_LEFT, STOPPED)
            .to(DONE, RECORD_KEPT, RECORD_LOST, READING_FAILED)
            .from(DELIVERING)
            .stays(BODY_ARRIVED, UPSTREAM_WRITABLE, RESPONSE_ARRIVED, REQUEST_REFUSED, NO_MEMORY, STOPPED)
            .to(DONE, RESPONSE_ENDED, BROKE_OFF, TIMED_OUT, CALLER_LEFT, READING_FAILED)
            .from(FAILING)
            .stays(BODY_ARRIVED, REQUEST_REFUSED, NO_MEMORY, CALLER_LEFT, STOPPED)
            .to(DONE, RECORD_KEPT, RECORD_LOST)
            .from(DONE)
            .stays(PREPARED, PREPARING_FAILED, ALLOWED, FORBIDDEN)
            .stays(CONNECTED, NOT_CONNECTED, NO_CONNECTION_FREE)
            .stays(RECORD_KEPT, RECORD_LOST, READING_FAILED, NO_MEMORY, CALLER_LEFT)
            .build();

    private CallTransitions() {}
}
