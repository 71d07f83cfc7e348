package io.tokentally.adapter.gateway.call;

/** A call or connection that is looked at by the clock, since it must not go on for ever. */
public interface TimeoutListener {

    /** Looks, a few times a second, whether something takes too long. */
    void tick(long now);
}
