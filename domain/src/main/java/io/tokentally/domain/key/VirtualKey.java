package io.tokentally.domain.key;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.text.PlainText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that this installation gave out for calls through its gateway, without its secret.
 *
 * @param name what people call it
 * @param prefix how its secret begins, for recognition
 * @param policy what it may do
 * @param capped whether it is a member's own, and so may do no more than owners let members' keys do
 * @param createdBy who made it
 * @param expiresAt from when on it is refused; absent if it does not expire
 * @param revokedAt since when it is refused for good
 * @param lastUsedAt when it was last accepted, give or take a minute
 * @param original the first of the keys that replaced each other up to this one; itself if it replaced none
 */
public record VirtualKey(
        VirtualKeyId id,
        OrganizationId organizationId,
        String name,
        String prefix,
        KeyHolder holder,
        KeyLimits limits,
        KeyPolicy policy,
        boolean capped,
        UserId createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        VirtualKeyId original) {

    public static final int MAX_NAME_LENGTH = 100;

    public VirtualKey {
        name = PlainText.require("key name", name, MAX_NAME_LENGTH);
    }

    public Status statusAt(Instant now) {
        if (revokedAt != null) {
            return Status.REVOKED;
        }
        return expiresAt != null && !now.isBefore(expiresAt) ? Status.EXPIRED : Status.ACTIVE;
    }

    /** Whether a key opens anything. */
    public enum Status {
        ACTIVE,
        EXPIRED,
        REVOKED
    }
}
