package io.tokentally.domain.access;

import java.time.Instant;
import java.util.UUID;

/** An invitation to an address that mail has proven to be the reader's. */
public record ReceivedInvitation(
        UUID id, OrganizationId organizationId, String organizationName, Role role, Instant expiresAt) {}
