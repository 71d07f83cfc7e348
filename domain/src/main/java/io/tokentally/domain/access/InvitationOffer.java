package io.tokentally.domain.access;

import java.time.Instant;

/**
 * What the holder of an invitation's link reads of it.
 *
 * @param hasAccount whether somebody signs in by that address already
 */
public record InvitationOffer(
        String organizationName, Role role, EmailAddress address, Instant expiresAt, boolean hasAccount) {}
