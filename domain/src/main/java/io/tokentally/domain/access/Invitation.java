package io.tokentally.domain.access;

import java.time.Instant;
import java.util.UUID;

/**
 * What owners know of an invitation: everything but its link.
 *
 * @param byMail whether the link went to the address and to nobody else
 * @param createdBy who invited
 * @param expiresAt from when on the link opens nothing
 */
public record Invitation(
        UUID id,
        EmailAddress address,
        Role role,
        boolean byMail,
        UserId createdBy,
        Instant createdAt,
        Instant expiresAt,
        State state) {

    /** What has become of it. */
    public enum State {
        OPEN,
        ACCEPTED,
        DECLINED,
        REVOKED,
        EXPIRED
    }
}
