package io.tokentally.adapter.gateway.call;

import io.tokentally.adapter.gateway.state.StateMachine;

/** The life of one call: the one place where its state changes, and where it ends, once. */
final class CallLife {

    private final StateMachine<CallState, CallEvent> machine;
    private final Runnable ending;

    /** @param ending lets go of all that the call has, when it is done */
    CallLife(StateMachine.Watch<CallState, CallEvent> watch, Runnable ending) {
        this.machine = new StateMachine<>(CallTransitions.TABLE, CallState.RECEIVING, watch);
        this.ending = ending;
    }

    /** Takes an event. @return whether it is appropriate */
    boolean on(CallEvent event) {
        boolean taken = machine.on(event);
        if (taken && machine.hasEntered(CallState.DONE)) {
            ending.run();
        }
        return taken;
    }

    /** Takes an event. @return whether it is appropriate and leads there from elsewhere */
    boolean enters(CallState there, CallEvent event) {
        return on(event) && hasEntered(there);
    }

    /** Whether the last appropriate event led there from elsewhere. */
    boolean hasEntered(CallState there) {
        return machine.hasEntered(there);
    }

    CallState state() {
        return machine.state();
    }

    /** The state that the last event came in. */
    CallState previous() {
        return machine.previous();
    }
}
