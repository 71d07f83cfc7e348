package io.tokentally.domain.access;

/** What a session opens until something is done, and nothing else. One thing is asked for at a time, in this order. */
public enum SessionLimit {
    /** It opens whatever its person may. */
    NONE,
    /** The password was right, and the code of the second factor is still to be given. */
    SECOND_FACTOR,
    /** A one-time password is still to be replaced by one of the person's own. */
    PASSWORD_CHANGE,
    /** The person must have a second factor and has none. */
    SECOND_FACTOR_SETUP
}
