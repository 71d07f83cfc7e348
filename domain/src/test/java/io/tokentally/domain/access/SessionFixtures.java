package io.tokentally.domain.access;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sessions of people who signed in at noon. */
public final class SessionFixtures {

    public static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private SessionFixtures() {}

    /** In a browser, with a password of one's own. */
    public static Session browser(Person person, Membership... memberships) {
        return session(Session.Kind.BROWSER, person, SessionLimit.NONE, null, memberships);
    }

    /** In a browser, with a one-time password. */
    public static Session oneTime(Person person, Membership... memberships) {
        return session(Session.Kind.BROWSER, person, SessionLimit.PASSWORD_CHANGE, null, memberships);
    }

    /** In a browser, and limited so. */
    public static Session limited(SessionLimit limit, Person person, Membership... memberships) {
        return session(Session.Kind.BROWSER, person, limit, null, memberships);
    }

    /** Of whoever runs the installation. */
    public static Session operator(SessionLimit limit, Person person) {
        Session session = browser(person);
        return new Session(
                session.id(),
                session.token(),
                session.kind(),
                person,
                true,
                limit,
                null,
                session.authenticatedAt(),
                session.expiresAt(),
                null,
                List.of());
    }

    public static Session apiToken(Person person, Set<Session.Scope> scopes, Membership... memberships) {
        return session(Session.Kind.API_TOKEN, person, SessionLimit.NONE, scopes, memberships);
    }

    private static Session session(
            Session.Kind kind,
            Person person,
            SessionLimit limit,
            @Nullable Set<Session.Scope> scopes,
            Membership... memberships) {
        List<Membership> all = Arrays.asList(memberships);
        return new Session(
                new UUID(0, person.userId().hashCode()),
                ViewerFixtures.token(person.userId()),
                kind,
                person,
                false,
                limit,
                scopes,
                NOON,
                NOON.plusSeconds(3600),
                all.isEmpty() ? null : all.getFirst().organizationId(),
                all);
    }
}
