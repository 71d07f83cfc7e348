package io.tokentally.application.port.in.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.FactorSecret;
import io.tokentally.domain.access.RecoveryCode;
import io.tokentally.domain.access.Session;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * People sign in with a second factor from now on, or no more. Each change ends their other sessions.
 *
 * <p>What changes something throws {@link io.tokentally.domain.access.FreshSignInRequiredException} if the sign-in is too long ago, and
 * {@link io.tokentally.domain.access.SecondFactorRefusedException} if it cannot be done.
 */
@ActsForPerson
public interface ManageSecondFactorUseCase {

    Status status(Session session);

    /** A secret for the person's app. It counts once a code of the app has shown that it is there. */
    @SystemPort("makes a secret that nobody has yet")
    FactorSecret begin();

    /** Sets the second factor up by a code of the app, and returns the recovery codes, which are told this once. */
    List<RecoveryCode> confirm(Session session, FactorSecret secret, String code);

    /** New recovery codes; those before work no more. */
    List<RecoveryCode> renewCodes(Session session);

    /** Turns it off, by a code. */
    void remove(Session session, String code);

    /**
     * What there is.
     *
     * @param since when it was set up; absent if there is none
     * @param codesLeft recovery codes that were not used
     * @param required whether the person must have one
     */
    record Status(@Nullable Instant since, int codesLeft, boolean required) {

        public boolean isOn() {
            return since != null;
        }
    }
}
