package io.tokentally.application.port.in.key;

import io.tokentally.domain.key.VirtualKey;

/** What is known of a key that somebody presented. */
public sealed interface KeyCheck {

    /** It is a good one. */
    record Accepted(VirtualKey key) implements KeyCheck {}

    /** It opens nothing. */
    record Refused(Reason reason) implements KeyCheck {}

    /** Nobody can tell: the keys have not been read for too long, or never. */
    record Undetermined() implements KeyCheck {}

    /** Why a key opens nothing. */
    enum Reason {
        UNKNOWN,
        EXPIRED,
        REVOKED,
        /** It was not used between a rotation of the hashing key and its deadline. */
        NOT_RENEWED
    }
}
