package io.tokentally.adapter.gateway.call;

/** Something that must not go on for ever. */
public interface TimeoutListener {

    /** Looks, a few times a second, whether something takes too long. */
    void tick(long now);
}
