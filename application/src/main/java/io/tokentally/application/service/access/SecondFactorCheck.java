package io.tokentally.application.service.access;

import io.tokentally.application.port.out.access.AuthenticationAudit;
import io.tokentally.application.port.out.access.AuthenticationAudit.Event;
import io.tokentally.application.port.out.access.OneTimeCodes;
import io.tokentally.application.port.out.access.PasswordAttempts;
import io.tokentally.application.port.out.access.RequestOrigin;
import io.tokentally.application.port.out.access.SecondFactors;
import io.tokentally.application.port.out.access.SecondFactors.KeptFactor;
import io.tokentally.application.port.out.secret.SecretPlace;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.domain.access.FactorSecret;
import io.tokentally.domain.access.RecoveryCode;
import io.tokentally.domain.access.SecondFactorRefusedException;
import io.tokentally.domain.access.SecondFactorRefusedException.Reason;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.ViewerToken;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes codes of second factors: of an app, or recovery codes, each once and counted before it is looked at. It works as the
 * authentication role, which alone reads what codes are computed of.
 */
public class SecondFactorCheck {

    private final SecondFactors factors;
    private final SecretSealing sealing;
    private final OneTimeCodes codes;
    private final PasswordAttempts attempts;
    private final AuthenticationAudit audit;
    private final RequestOrigin origin;
    private final SecureRandom random;
    private final Clock clock;

    public SecondFactorCheck(
            SecondFactors factors,
            SecretSealing sealing,
            OneTimeCodes codes,
            PasswordAttempts attempts,
            AuthenticationAudit audit,
            RequestOrigin origin,
            SecureRandom random,
            Clock clock) {
        this.factors = factors;
        this.sealing = sealing;
        this.codes = codes;
        this.attempts = attempts;
        this.audit = audit;
        this.origin = origin;
        this.random = random;
        this.clock = clock;
    }

    /** Whether the session's person has a second factor. */
    public boolean isAskedOf(Session session) {
        return factors.find(session.token()).isPresent();
    }

    /**
     * Finishes a sign-in, and returns the session's new token: the one that was there with the password alone opens nothing.
     *
     * @throws SecondFactorRefusedException if the code is wrong, was used, or comes too soon after wrong ones
     */
    public ViewerToken finishSignIn(Session session, String typed) {
        ViewerToken successor = ViewerToken.random(random);
        check(session, typed, successor);
        return successor;
    }

    /** @throws SecondFactorRefusedException as above */
    public void require(Session session, String typed) {
        check(session, typed, null);
    }

    /** Seals a secret as this class opens it. */
    SecretPlace place(Session session) {
        return SecretPlace.of(SecondFactors.PURPOSE, session.person().userId().value());
    }

    private void check(Session session, String typed, @Nullable ViewerToken successor) {
        String login = session.person().login();
        if (attempts.beginCode(login).isPositive()) {
            note(Event.SECOND_FACTOR_LOCKED, session);
            throw new SecondFactorRefusedException(Reason.TOO_MANY_TRIES);
        }
        if (!isTaken(session, typed, successor)) {
            note(Event.SECOND_FACTOR_FAILED, session);
            throw new SecondFactorRefusedException(Reason.WRONG_CODE);
        }
        attempts.codeSucceeded(login);
    }

    private boolean isTaken(Session session, String typed, @Nullable ViewerToken successor) {
        Optional<KeptFactor> factor = factors.find(session.token());
        if (factor.isEmpty()) {
            return false;
        }
        FactorSecret secret =
                new FactorSecret(sealing.open(place(session), factor.get().sealed()));
        OptionalLong step = codes.step(secret, typed.replaceAll("\\s", ""), clock.instant());
        if (step.isPresent()) {
            return factors.acceptStep(session.token(), step.getAsLong(), successor);
        }
        return RecoveryCode.typed(typed)
                .filter(code -> factors.useRecoveryCode(session.token(), code, successor))
                .isPresent();
    }

    private void note(Event event, Session session) {
        audit.note(
                event,
                session.chosenOrganization(),
                session.person().userId(),
                session.person().login(),
                origin.clientAddress().orElse(""));
    }
}
