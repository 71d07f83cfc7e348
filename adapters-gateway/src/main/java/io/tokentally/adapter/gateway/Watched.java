package io.tokentally.adapter.gateway;

/** Something that must not go on for ever. */
interface Watched {

    /** Looks, a few times a second, whether something takes too long. */
    void tick(long now);
}
