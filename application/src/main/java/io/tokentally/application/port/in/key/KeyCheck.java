package io.tokentally.application.port.in.key;

import io.tokentally.domain.key.VirtualKey;
import org.jspecify.annotations.Nullable;

/** What is known of a key that somebody presented. */
public sealed interface KeyCheck {

    /** It is a good one. */
    record Accepted(VirtualKey key) implements KeyCheck {}

    /**
     * It opens nothing.
     *
     * @param key absent if nobody knows it
     */
    record Refused(Reason reason, @Nullable VirtualKey key) implements KeyCheck {}

    /** Nobody can tell: the keys have not been read for too long, or never. */
    record Undetermined() implements KeyCheck {}

    /** Why a key opens nothing. */
    enum Reason {
        UNKNOWN,
        EXPIRED,
        REVOKED,
        /** It was revoked, and its holder is no member of the organization. */
        MEMBER_LEFT,
        /** It was not used between a rotation of the hashing key and its deadline. */
        NOT_RENEWED
    }
}
