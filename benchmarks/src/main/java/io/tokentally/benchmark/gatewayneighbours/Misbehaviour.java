package io.tokentally.benchmark.gatewayneighbours;

import java.util.List;

/** What the holder of one key does that may be a burden to others, until it is closed. */
interface Misbehaviour extends AutoCloseable {

    /** Begins, and returns once it is at its worst. */
    void begin() throws InterruptedException;

    /** How its requests have been answered so far; those that nobody has answered are not in it. */
    Outcomes outcomes();

    @Override
    void close();

    /** A way to misbehave, and what it is called. */
    record Kind(String name, Maker maker) {}

    /** Makes one that has not begun. */
    interface Maker {
        Misbehaviour with(GatewayClient client);
    }

    List<Kind> KINDS = List.of(
            new Kind("slow uploads until no more memory for bodies is given", SlowUploads::new),
            new Kind("1,200 connections, each idle after one call", client -> new Crowd(client, Crowd.Manner.IDLE)),
            new Kind(
                    "1,200 connections, each in the middle of a request",
                    client -> new Crowd(client, Crowd.Manner.HALF_A_REQUEST)),
            new Kind(
                    "400 readers who take 200 bytes a second of 6 MB",
                    client -> new Crowd(client, Crowd.Manner.SLOW_READER)),
            new Kind(
                    "400 callers who call again and again, each call taking a second",
                    client -> new Crowd(client, Crowd.Manner.FLOOD)));
}
