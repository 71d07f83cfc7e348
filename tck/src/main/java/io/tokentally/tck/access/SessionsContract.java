package io.tokentally.tck.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.application.port.out.access.Sessions.NewSession;
import io.tokentally.domain.access.BcryptFixtures;
import io.tokentally.domain.access.PasswordRefusedException;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.ViewerToken;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every keeper of sessions does. Tom and Ada have an account with a password of their own, and no second factor. */
public abstract class SessionsContract {

    protected static final UserId TOM = new UserId("tom");
    protected static final UserId ADA = new UserId("ada");

    private static final ViewerToken HERE = new ViewerToken("token of this browser");
    private static final ViewerToken ELSEWHERE = new ViewerToken("token of another browser");
    private static final ViewerToken ADAS = new ViewerToken("token of another person");

    protected abstract Sessions sessions();

    @Test
    void aSessionThatIsOpenedIsFoundByItsTokenAlone() {
        open(HERE, TOM, false, Duration.ofHours(1));

        Session session = sessions().find(HERE).orElseThrow();
        assertThat(session.person().userId()).isEqualTo(TOM);
        assertThat(session.kind()).isEqualTo(Session.Kind.BROWSER);
        assertThat(session.limit()).isEqualTo(SessionLimit.NONE);
        assertThat(session.token()).isEqualTo(HERE);
        assertThat(session.expiresAt()).isAfter(session.authenticatedAt());
        assertThat(sessions().find(ELSEWHERE)).isEmpty();
        assertThat(sessions().find(ViewerToken.NONE)).isEmpty();
    }

    @Test
    void oneOfAOneTimePasswordOpensTheChangeOfThePasswordAndNothingElse() {
        open(HERE, TOM, true, Duration.ofHours(1));

        assertThat(sessions().find(HERE).orElseThrow().limit()).isEqualTo(SessionLimit.PASSWORD_CHANGE);
        sessions().replacePassword(HERE, BcryptFixtures.of("new"));
        assertThat(sessions().find(HERE).orElseThrow().limit()).isEqualTo(SessionLimit.NONE);
    }

    @Test
    void oneThatIsEndedStaysEnded() {
        open(HERE, TOM, false, Duration.ofHours(1));
        open(ELSEWHERE, TOM, false, Duration.ofHours(1));

        sessions().end(HERE);
        sessions().end(HERE);
        sessions().noteActivity(HERE);
        sessions().renewAuthentication(HERE);

        assertThat(sessions().find(HERE)).isEmpty();
        assertThat(sessions().find(ELSEWHERE)).isPresent();
    }

    @Test
    void aNewPasswordEndsThePersonsOtherSessionsAndNobodyElses() {
        open(HERE, TOM, false, Duration.ofHours(1));
        open(ELSEWHERE, TOM, false, Duration.ofHours(1));
        open(ADAS, ADA, false, Duration.ofHours(1));

        sessions().replacePassword(HERE, BcryptFixtures.of("new"));

        assertThat(sessions().find(HERE)).isPresent();
        assertThat(sessions().find(ELSEWHERE)).isEmpty();
        assertThat(sessions().find(ADAS)).isPresent();
    }

    @Test
    void whoseSessionHasEndedReplacesNoPassword() {
        open(HERE, TOM, false, Duration.ofHours(1));
        sessions().end(HERE);

        for (ViewerToken token : List.of(HERE, ELSEWHERE)) {
            assertThatExceptionOfType(PasswordRefusedException.class)
                    .isThrownBy(() -> sessions().replacePassword(token, BcryptFixtures.of("stolen")));
        }
    }

    @Test
    void whatIsOfUseToSomebodyIsNotForgotten() {
        open(HERE, TOM, false, Duration.ofHours(1));

        assertThat(sessions().purge()).isZero();
        assertThat(sessions().find(HERE)).isPresent();
    }

    private void open(ViewerToken token, UserId person, boolean passwordChangeOnly, Duration lifetime) {
        sessions()
                .open(
                        token,
                        new NewSession(
                                Session.Kind.BROWSER,
                                person,
                                passwordChangeOnly,
                                lifetime,
                                null,
                                "192.0.2.7",
                                "Browser 1.0"));
    }
}
