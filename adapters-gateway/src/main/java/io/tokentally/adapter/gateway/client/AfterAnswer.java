package io.tokentally.adapter.gateway.client;

/** What becomes of a client's connection after the answer to its request. */
enum AfterAnswer {

    /** Another request may follow. */
    STAYS_OPEN,

    /**
     * The client waits to be told to go on. If it is answered instead, it may leave out the body, and then nothing may follow
     * it.
     */
    STAYS_OPEN_IF_CONTINUED,

    /** Nothing can follow. */
    CLOSES
}
