package io.tokentally.bootstrap.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tokentally.adapter.rest.CredentialRefusedException;
import io.tokentally.adapter.session.CurrentSessions;
import io.tokentally.application.port.out.access.AuthenticationAudit;
import io.tokentally.domain.access.ApiTokenSecret;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.key.VirtualKeySecret;
import io.tokentally.domain.net.ClientAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationServiceException;

/**
 * Finds out whose API token a request shows. What has not the form of one is refused without asking the database. What has it
 * and is none is looked up some times a minute for each client address and not more; a token that opened lately is not counted,
 * so that nobody behind the same address is held up who has a good one.
 */
final class BearerTokens {

    static final int MAX_UNKNOWN = 30;

    private static final Duration UNKNOWN_COUNT_FOR = Duration.ofMinutes(1);
    private static final Duration GOOD_FOR = Duration.ofHours(1);
    private static final int MAX_TOKENS = 20_000;
    private static final int MAX_ADDRESSES = 10_000;
    private static final String NO_NAME = "?";

    private final CurrentSessions sessions;
    private final AuthenticationAudit audit;
    private final HourlyUses uses = new HourlyUses();
    private final Cache<ViewerToken, Boolean> good = Caffeine.newBuilder()
            .expireAfterWrite(GOOD_FOR)
            .maximumSize(MAX_TOKENS)
            .build();
    private final Cache<String, AtomicInteger> unknown = Caffeine.newBuilder()
            .expireAfterWrite(UNKNOWN_COUNT_FOR)
            .maximumSize(MAX_ADDRESSES)
            .build();

    BearerTokens(CurrentSessions sessions, AuthenticationAudit audit) {
        this.sessions = sessions;
        this.audit = audit;
    }

    /**
     * The session of that token.
     *
     * @throws CredentialRefusedException if it opens nothing
     * @throws TooManyAttemptsException if too many from that address opened nothing
     * @throws AuthenticationServiceException if it cannot be found out
     */
    Session open(String presented, String clientAddress) {
        if (!ApiTokenSecret.isOne(presented)) {
            throw refused(whatItIs(presented));
        }
        ViewerToken token = new ApiTokenSecret(presented).token();
        try {
            return good.getIfPresent(token) == null
                    ? openUnknown(token, clientAddress)
                    : openKnown(token, clientAddress);
        } catch (DataAccessException e) {
            throw new AuthenticationServiceException("The API token cannot be looked up", e);
        }
    }

    private Session openKnown(ViewerToken token, String clientAddress) {
        Session session = find(token).orElseThrow(() -> failed(token, clientAddress));
        noteUse(session, clientAddress);
        return session;
    }

    private void noteUse(Session session, String clientAddress) {
        if (uses.isFirst(session.token(), block(clientAddress))) {
            audit.note(
                    AuthenticationAudit.Event.API_TOKEN_USED,
                    session.chosenOrganization(),
                    session.person().userId(),
                    session.person().login(),
                    clientAddress);
        }
    }

    /** Counts it before it looks, so that many at once count as many. */
    private Session openUnknown(ViewerToken token, String clientAddress) {
        AtomicInteger before = unknown.get(block(clientAddress), block -> new AtomicInteger());
        if (before.incrementAndGet() > MAX_UNKNOWN) {
            throw new TooManyAttemptsException(UNKNOWN_COUNT_FOR);
        }
        Optional<Session> session = find(token);
        if (session.isEmpty()) {
            throw failed(token, clientAddress);
        }
        before.decrementAndGet();
        good.put(token, true);
        noteUse(session.get(), clientAddress);
        return session.get();
    }

    private Optional<Session> find(ViewerToken token) {
        return sessions.find(token).filter(session -> session.kind() == Session.Kind.API_TOKEN);
    }

    private CredentialRefusedException failed(ViewerToken token, String clientAddress) {
        good.invalidate(token);
        audit.note(AuthenticationAudit.Event.API_TOKEN_FAILED, null, null, NO_NAME, clientAddress);
        return refused("This API token is unknown, or has expired or was revoked. Make another on your account page.");
    }

    private static String whatItIs(String presented) {
        if (VirtualKeySecret.isWithin(presented)) {
            return "This is a virtual key, which opens the gateway and not this API. Send an API token, which begins with %s."
                    .formatted(ApiTokenSecret.MARK);
        }
        if (ApiTokenSecret.isMeantAsOne(presented)) {
            return "This API token is not complete, or a letter of it is wrong. Copy it once more, or make another.";
        }
        return "This is no API token: those begin with %s. Make one on your account page."
                .formatted(ApiTokenSecret.MARK);
    }

    private static CredentialRefusedException refused(String why) {
        return new CredentialRefusedException(CredentialRefusedException.Kind.BEARER, why);
    }

    private static String block(String clientAddress) {
        return ClientAddress.parse(clientAddress)
                .map(address -> address.block().toString())
                .orElse("unknown");
    }
}
