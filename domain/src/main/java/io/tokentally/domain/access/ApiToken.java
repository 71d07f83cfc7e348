package io.tokentally.domain.access;

import io.tokentally.domain.access.Session.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A personal API token as people see it in a list: never the secret.
 *
 * @param holder who made it, and whom it acts for
 * @param organizationId the one that it acts in; absent for one that reads the installation's metrics
 * @param scopes what it may do, in the order of their declaration
 * @param lastUsedAt absent if it never was
 */
public record ApiToken(
        UUID id,
        Person holder,
        @Nullable OrganizationId organizationId,
        String name,
        Set<Scope> scopes,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt) {

    public static final int MAX_NAME_LENGTH = 100;

    /** A year, a leap one. */
    public static final Duration MAX_LIFETIME = Duration.ofDays(366);

    /** How many of them that have not ended a person has at most. */
    public static final int MAX_PER_PERSON = 50;

    public ApiToken {
        scopes = scopes.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(scopes));
    }
}
