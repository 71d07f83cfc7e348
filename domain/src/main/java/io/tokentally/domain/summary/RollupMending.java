package io.tokentally.domain.summary;

/** What was done about sums that differ from what they should be. */
public enum RollupMending {
    /** Nothing, as nobody asked for it or nothing differs. */
    NONE,
    /** They were made anew from the calls. */
    REBUILT,
    /** They stay as they are: there are no calls of them in the log. */
    WITHOUT_CALLS,
    /** They stay as they are: they are sealed. */
    SEALED
}
