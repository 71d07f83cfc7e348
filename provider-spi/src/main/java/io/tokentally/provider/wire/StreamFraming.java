package io.tokentally.provider.wire;

/** How a stream of events is divided into them. */
@FunctionalInterface
public interface StreamFraming {

    /** Server-sent events, whose data are JSON. */
    StreamFraming SERVER_SENT_EVENTS = EventScanner::new;

    /** JSON objects, in an array or one after the other. */
    StreamFraming JSON_OBJECTS = JsonObjectScanner::new;

    /** One JSON object on each line. */
    StreamFraming JSON_LINES = JsonLineScanner::new;

    /** Begins to read a stream. */
    Scanner over(Listener listener);

    /** Takes the bytes of a stream, however they are cut into pieces. None make it throw. */
    interface Scanner {

        void scan(byte[] bytes, int offset, int length);
    }

    /** Learns what the scanner finds. */
    interface Listener {

        /** The event's data has a line, or another, where a framing has lines. */
        default void lineBegan() {}

        /** A piece of the event's data: of its JSON object, and of nothing else. */
        void data(byte[] bytes, int offset, int length);

        /** The event is complete; what ends it ends just before this offset. */
        void eventEnded(int offset);
    }
}
