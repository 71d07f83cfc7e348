package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.domain.access.RecoveryCode;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.key.SealedSecret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a session's person shows beside their password. Whoever gives a good code in a session that waits for one has all of
 * it from then on.
 */
@ActsForPerson
public interface SecondFactors {

    /** What secrets of second factors are sealed for; the context is the user id. */
    String PURPOSE = "second-factor";

    /** Empty if the person has none, or the session has ended. */
    Optional<KeptFactor> find(ViewerToken token);

    /**
     * Takes the code of some 30 seconds: once, and none of before. Of many at once one is taken.
     *
     * @param step which 30 seconds since 1970
     * @param successor the token that the session goes by from then on; absent to keep the one it has
     * @return false if it was taken before
     */
    boolean acceptStep(ViewerToken token, long step, @Nullable ViewerToken successor);

    /** Takes a recovery code, once; false if it is none of the person's or was used. */
    boolean useRecoveryCode(ViewerToken token, RecoveryCode code, @Nullable ViewerToken successor);

    /** Whose it is, and its secret. */
    record KeptFactor(UserId userId, SealedSecret sealed) {}
}
