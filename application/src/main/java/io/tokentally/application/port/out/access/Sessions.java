package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.ViewerToken;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens and ends the sessions of people who have shown who they are. Tokens are kept as hashes alone. */
@ActsForPerson
public interface Sessions {

    /**
     * Opens one. Whose person has a second factor waits for its code, in a browser.
     *
     * @throws io.tokentally.domain.access.SecondFactorRefusedException if the password came with a request, of somebody who has a
     *     second factor or must have one
     */
    void open(ViewerToken token, NewSession session);

    /** What holds of the session at this moment; empty if it has ended or there never was one. */
    Optional<Session> find(ViewerToken token);

    /** The person did something: the time without any begins anew. */
    void noteActivity(ViewerToken token);

    /** The person has shown once more who they are. */
    void renewAuthentication(ViewerToken token);

    /** Ends it; one that has ended stays ended. */
    void end(ViewerToken token);

    /**
     * Sets the password of the session's person, which is no one-time password any more, and ends their other sessions.
     *
     * @throws io.tokentally.domain.access.PasswordRefusedException if the session has ended
     */
    void replacePassword(ViewerToken token, String passwordHash);

    /** Forgets sessions that are of no use to anybody any more, and returns how many. */
    @SystemPort("forgets, and hands back a number")
    long purge();

    /**
     * A session to be opened.
     *
     * @param passwordChangeOnly whether it opens the change of the password and nothing else
     * @param lifetime when it ends at the latest
     * @param idleLimit how long it lasts without the person doing anything; absent for as long as it lives
     * @param clientAddress where the person signs in from
     * @param userAgent what they sign in with, as it says
     * @param factorWaived whether an operator may go without a second factor
     */
    record NewSession(
            Session.Kind kind,
            UserId userId,
            boolean passwordChangeOnly,
            Duration lifetime,
            @Nullable Duration idleLimit,
            @Nullable String clientAddress,
            @Nullable String userAgent,
            boolean factorWaived) {

        /** One in which an operator needs a second factor. */
        public NewSession(
                Session.Kind kind,
                UserId userId,
                boolean passwordChangeOnly,
                Duration lifetime,
                @Nullable Duration idleLimit,
                @Nullable String clientAddress,
                @Nullable String userAgent) {
            this(kind, userId, passwordChangeOnly, lifetime, idleLimit, clientAddress, userAgent, false);
        }
    }
}
