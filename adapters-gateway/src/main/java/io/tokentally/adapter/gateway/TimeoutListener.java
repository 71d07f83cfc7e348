package io.tokentally.adapter.gateway;

/** Something that must not go on for ever. */
interface TimeoutListener {

    /** Looks, a few times a second, whether something takes too long. */
    void tick(long now);
}
