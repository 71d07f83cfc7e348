package io.tokentally.domain.retention;

/** What usage cannot be sealed before. */
public enum SealingObstacle {
    /** Usage that an earlier version recorded is moved. */
    MOVE_OF_USAGE,
    /** A repricing that reaches into that time is applied or undone. */
    REPRICING
}
