package io.tokentally.adapter.gateway.call;

/** Where a call is in its life. {@link CallTransitions} says what leads from one state to another. */
enum CallState {

    /** Its body is coming and is gathered. */
    RECEIVING,

    /** Its body is there and is being read, perhaps on another thread. */
    PREPARING,

    /** Its caller left while another thread reads its body; it ends when that comes back. */
    ORPHANED,

    /** Whether its key may do so, and budgets let it out, is being found out. */
    JUDGING,

    /** It waits for a connection to the provider. */
    CONNECTING,

    /** Its request goes out or has gone out, and no response has begun. */
    SENT,

    /** As {@link #SENT}, but its caller is gone: the response is waited for, within the limits of a drain. */
    ABANDONED,

    /** Its response is read and passed on. */
    STREAMING,

    /** As {@link #STREAMING}, but its caller is gone: the response is read for its usage, within the limits of a drain. */
    DRAINING,

    /** Its response has said all it had to say and the record is being kept; the body's end is still to come. */
    SETTLING_OPEN,

    /** Its response is there to its end and the record is being kept. */
    SETTLING_WHOLE,

    /** Its response broke off and the record is being kept. */
    SETTLING_BROKEN,

    /** Its record is kept, and what is left of the body is passed on. */
    DELIVERING,

    /** No response comes, and the record that says so is being kept. */
    FAILING,

    /** It is over: it has let go of all it had, and counts for nobody. */
    DONE;

    /** Whether the response is being read, and nothing has been recorded of it. */
    boolean isReading() {
        return this == STREAMING || this == DRAINING;
    }

    /** Whether the provider may be heard out though the caller is gone. */
    boolean isHeardOut() {
        return isReading() || this == ABANDONED || this == SETTLING_OPEN;
    }
}
