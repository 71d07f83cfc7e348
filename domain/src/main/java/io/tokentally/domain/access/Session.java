package io.tokentally.domain.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person who is signed in, with what holds of them at this moment: nothing here is of the time of the sign-in but {@code
 * authenticatedAt}.
 *
 * @param token the session's own, which proves it to the database
 * @param operator whether the person runs the installation
 * @param limit what the session opens and nothing else, until something is done
 * @param scopes what the session may do; absent for whatever the person may
 * @param authenticatedAt when the person last showed who they are
 * @param expiresAt when it ends, whatever the person does
 * @param chosenOrganization that they act for unless a request names another
 * @param memberships by the organization's name
 */
public record Session(
        UUID id,
        ViewerToken token,
        Kind kind,
        Person person,
        boolean operator,
        SessionLimit limit,
        @Nullable Set<Scope> scopes,
        Instant authenticatedAt,
        Instant expiresAt,
        @Nullable OrganizationId chosenOrganization,
        List<Membership> memberships) {

    /** How long a sign-in counts as fresh, which is asked for before rights and secrets are touched. */
    public static final Duration FRESH_FOR = Duration.ofMinutes(15);

    /** What a session came about by. */
    public enum Kind {
        /** A sign-in on the login page. */
        BROWSER,
        /** A password that came with a request. */
        BASIC,
        /** A personal API token. */
        API_TOKEN,
        /** Work that goes on without its person: one act, in one organization. */
        WORK
    }

    /** What a session by an API token may do, as far as its person may. */
    public enum Scope {
        /** See what the person used. */
        OWN_USAGE,
        /** See what everybody in the organization used. */
        ORGANIZATION_USAGE,
        /** Enter and take back the organization's prices, and price calls again. */
        PRICES,
        /** Make and revoke virtual keys, and store the providers' keys. */
        KEYS,
        /** See and manage the organization's members, and read its audit log. */
        MEMBERS,
        /** Set budgets. */
        BUDGETS,
        /** Read the installation's metrics: for operators alone, and no other scope beside it. */
        METRICS
    }

    public Session {
        scopes = scopes == null ? null : Set.copyOf(scopes);
        memberships = List.copyOf(memberships);
    }

    public boolean may(Scope scope) {
        return limit == SessionLimit.NONE && (scopes == null || scopes.contains(scope));
    }

    /** Whether it may do what operators alone may: a token for programs may not, whoever made it. */
    public boolean operates() {
        return operator && limit == SessionLimit.NONE && scopes == null;
    }

    /** @throws AccessRefusedException if the person is no operator */
    public void requireOperator() {
        if (!operates()) {
            throw new AccessRefusedException("Only an operator of the installation may do that.");
        }
    }

    /**
     * Lets through whatever is no API token, and a token that has one of the scopes.
     *
     * @throws ScopeMissingException if it has none of them
     */
    public void requireAny(Collection<Scope> wanted) {
        if (scopes != null && Collections.disjoint(scopes, wanted)) {
            throw new ScopeMissingException(wanted);
        }
    }

    /** Whether the person has shown who they are lately enough to touch rights and secrets. */
    public boolean isFreshAt(Instant now) {
        return kind != Kind.BROWSER || authenticatedAt.plus(FRESH_FOR).isAfter(now);
    }

    public Optional<Membership> membershipIn(OrganizationId organizationId) {
        return memberships.stream()
                .filter(membership -> membership.organizationId().equals(organizationId))
                .findFirst();
    }

    /** The membership in the organization that the person chose, if they still belong to it. */
    public Optional<Membership> chosenMembership() {
        return chosenOrganization == null ? Optional.empty() : membershipIn(chosenOrganization);
    }
}
