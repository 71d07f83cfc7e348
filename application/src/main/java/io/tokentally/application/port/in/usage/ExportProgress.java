package io.tokentally.application.port.in.usage;

/**
 * How far an export has come.
 *
 * @param written how many calls it has handed over
 */
public record ExportProgress(long written, State state) {

    /** Whether it goes on. */
    public enum State {
        RUNNING,
        /** All calls were handed over. */
        COMPLETE,
        /** Whoever asked for it did not want it any more. */
        STOPPED,
        /** It could not be completed, or was not taken to the end. */
        BROKEN
    }
}
