package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.domain.access.RecoveryCode;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.key.SealedSecret;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The second factor of a session's person, as they change it. Each change ends their other sessions. The database refuses with
 * {@link io.tokentally.domain.access.SecondFactorRefusedException}, or with {@link io.tokentally.domain.access.FreshSignInRequiredException}
 * whose sign-in is too long ago.
 */
@ActsForPerson
public interface OwnSecondFactor {

    /** Nothing, and nothing required, in a session that is limited to something else. */
    State state(ViewerToken token);

    /** @param step which 30 seconds since 1970 the code was of that has shown that the person's app has the secret */
    void add(ViewerToken token, SealedSecret sealed, long step, List<RecoveryCode> codes);

    /** Those before work no more. */
    void renewCodes(ViewerToken token, List<RecoveryCode> codes);

    /** In a session in which a code was taken within the last minute. */
    void remove(ViewerToken token);

    /**
     * What there is.
     *
     * @param since when it was set up; absent if there is none
     * @param codesLeft recovery codes that were not used
     * @param required whether the person must have one
     */
    record State(@Nullable Instant since, int codesLeft, boolean required) {}
}
