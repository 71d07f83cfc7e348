package io.tokentally.domain.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as its person sees it in the list.
 *
 * @param clientAddress where the sign-in came from
 * @param userAgent what the person signed in with, as it said
 * @param current whether it is the one that asks
 */
public record OpenSession(
        UUID id,
        Session.Kind kind,
        Instant createdAt,
        Instant lastActiveAt,
        Instant expiresAt,
        @Nullable String clientAddress,
        @Nullable String userAgent,
        boolean current) {}
