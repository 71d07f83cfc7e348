package io.tokentally.domain.key;

import io.tokentally.domain.access.UserId;

/**
 * Whom a virtual key belongs to, and whom its calls are counted for.
 *
 * @param userId the person, or the service by its name
 */
public record KeyHolder(Kind kind, UserId userId) {

    /** People call for themselves; services call for others too. */
    public enum Kind {
        /** A member of the organization. Their key names nobody else. */
        USER,
        /** A program. Its key may name the user that each call is for; else the calls are counted as its own. */
        SERVICE
    }

    public static KeyHolder user(UserId userId) {
        return new KeyHolder(Kind.USER, userId);
    }

    public static KeyHolder service(UserId name) {
        return new KeyHolder(Kind.SERVICE, name);
    }

    public boolean mayNameOthers() {
        return kind == Kind.SERVICE;
    }
}
