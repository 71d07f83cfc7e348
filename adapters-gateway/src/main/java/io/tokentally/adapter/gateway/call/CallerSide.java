package io.tokentally.adapter.gateway.call;

import io.tokentally.adapter.gateway.call.CallerState.Event;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.state.StateMachine;

/**
 * The caller's side of a call. Whatever the gateway says in the provider's stead is said here, once, and only to a caller who
 * waits; what the provider says is written by {@link ResponseWriter} while the caller {@linkplain #isWaiting() waits}.
 */
final class CallerSide {

    private final CallClient client;
    private final StateMachine<CallerState, Event> machine;

    CallerSide(CallClient client, StateMachine.Watch<CallerState, Event> watch) {
        this.client = client;
        this.machine = new StateMachine<>(CallerState.TABLE, CallerState.WAITING, watch);
    }

    boolean isWaiting() {
        return machine.state() == CallerState.WAITING;
    }

    boolean isGone() {
        return machine.state() == CallerState.GONE;
    }

    /** Whether more can be written without its gathering here. */
    boolean isWritable() {
        return client.isWritable();
    }

    /** What the caller still sends of the request is of no use: nothing can follow it. */
    void wantsNoMore() {
        client.closeAfterResponse();
    }

    /** The call never went out. */
    void refuse(RequestRejectedException refused) {
        if (machine.enters(CallerState.SERVED, Event.REFUSED)) {
            client.refuse(refused);
        }
    }

    /** The call went out, and is recorded as one that failed. */
    void fail(RequestRejectedException failed) {
        if (machine.enters(CallerState.SERVED, Event.REFUSED)) {
            client.fail(failed);
        }
    }

    /** The response is written and sent off. */
    void answered() {
        if (machine.enters(CallerState.SERVED, Event.ANSWERED)) {
            client.answered();
        }
    }

    /** No answer comes, or not to its end. */
    void cut() {
        if (machine.on(Event.CUT) && !isGone()) {
            client.cut();
        }
    }

    void left() {
        machine.on(Event.LEFT);
    }
}
