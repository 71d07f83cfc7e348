package io.tokentally.adapter.gateway.state;

/**
 * The state that something is in. It changes by a table of transitions and in no other way; an event that is inappropriate
 * changes nothing, and is told. For one thread.
 */
public final class StateMachine<S extends Enum<S>, E extends Enum<E>> {

    private final Transitions<S, E> transitions;
    private final Watch<S, E> watch;
    private S state;
    private S previous;

    /** Learns of events that came in a state that has no use for them. */
    public interface Watch<S, E> {
        void inappropriate(S state, E event);
    }

    public StateMachine(Transitions<S, E> transitions, S begin, Watch<S, E> watch) {
        this.transitions = transitions;
        this.watch = watch;
        this.state = begin;
        this.previous = begin;
    }

    public S state() {
        return state;
    }

    /** The state that the last appropriate event came in. */
    public S previous() {
        return previous;
    }

    /** Takes an event. @return whether it is appropriate */
    public boolean on(E event) {
        S next = transitions.next(state, event);
        if (next == null) {
            watch.inappropriate(state, event);
            return false;
        }
        previous = state;
        state = next;
        return true;
    }

    /** Takes an event. @return whether it is appropriate and leads there from elsewhere */
    public boolean enters(S there, E event) {
        return on(event) && hasEntered(there);
    }

    /** Whether the last appropriate event led there from elsewhere. */
    public boolean hasEntered(S there) {
        return state == there && previous != there;
    }
}
