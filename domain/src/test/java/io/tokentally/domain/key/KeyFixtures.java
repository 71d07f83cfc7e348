package io.tokentally.domain.key;

import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keys for tests. */
public final class KeyFixtures {

    public static final Instant MADE = Instant.parse("2026-09-01T08:30:00.123456Z");

    private KeyFixtures() {}

    /** A key of the viewer's own that does not expire. */
    public static VirtualKey keyOf(Viewer viewer, String name) {
        return key(viewer, name, KeyHolder.user(viewer.userId()), KeyLimits.OF_THE_INSTALLATION, MADE, null);
    }

    public static VirtualKey keyOfService(Viewer owner, String service) {
        return key(
                owner,
                service + " key",
                KeyHolder.service(new UserId(service)),
                KeyLimits.OF_THE_INSTALLATION,
                MADE,
                null);
    }

    public static VirtualKey key(
            Viewer maker,
            String name,
            KeyHolder holder,
            KeyLimits limits,
            Instant createdAt,
            @Nullable Instant expiresAt) {
        VirtualKeyId id = new VirtualKeyId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
        return new VirtualKey(
                id,
                maker.organizationId(),
                name,
                "tt_Abc12345",
                holder,
                limits,
                KeyPolicy.STANDARD,
                holder.kind() == KeyHolder.Kind.USER && maker.role() != Role.OWNER,
                maker.userId(),
                createdAt,
                expiresAt,
                null,
                null,
                id);
    }

    /** The same key with another policy. */
    public static VirtualKey with(VirtualKey key, KeyPolicy policy) {
        return new VirtualKey(
                key.id(),
                key.organizationId(),
                key.name(),
                key.prefix(),
                key.holder(),
                key.limits(),
                policy,
                key.capped(),
                key.createdBy(),
                key.createdAt(),
                key.expiresAt(),
                key.revokedAt(),
                key.lastUsedAt(),
                key.original());
    }

    /** A key that replaces another, made at the same time. */
    public static VirtualKey successor(VirtualKey replaced, VirtualKeyId id, String prefix) {
        return new VirtualKey(
                id,
                replaced.organizationId(),
                replaced.name(),
                prefix,
                replaced.holder(),
                replaced.limits(),
                replaced.policy(),
                replaced.capped(),
                replaced.createdBy(),
                replaced.createdAt(),
                replaced.expiresAt(),
                null,
                null,
                replaced.original());
    }

    /** A hash that no other key has. */
    public static KeyHash hashOf(VirtualKey key) {
        UUID id = key.id().value();
        return new KeyHash(1, id.getMostSignificantBits(), id.getLeastSignificantBits(), -1, Long.MIN_VALUE);
    }
}
