package io.tokentally.adapter.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.access.InvitationLinks;
import io.tokentally.application.port.out.access.Invitations;
import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.application.port.out.access.Sessions.NewSession;
import io.tokentally.application.port.out.access.SignInAttempts;
import io.tokentally.domain.access.BcryptFixtures;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.MembershipRefusedException.Reason;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.access.ViewerToken;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The machine's clock is set while things last: what was written down before lies earlier or later than it was. */
class ClockOffIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Viewer OSCAR = ViewerFixtures.viewer("oscar", "acme", Role.OWNER);
    private static final String HERE = "192.0.2.1";

    private final SecureRandom random = new SecureRandom();

    @BeforeEach
    void fill() {
        DATABASE.addMember(OSCAR);
    }

    /** As if the clock had been set by so much; a minus sets it back. */
    private static void clockIsSetBy(String interval) {
        DATABASE.asOwner().sql("""
                        WITH set AS (SELECT CAST(? AS interval) AS by),
                        sessions AS (
                            UPDATE sessions SET created_at = created_at - by, authenticated_at = authenticated_at - by,
                                last_active_at = last_active_at - by, expires_at = expires_at - by FROM set),
                        attempts AS (UPDATE sign_in_attempts SET last_at = last_at - by FROM set)
                        UPDATE invitations SET created_at = created_at - by, expires_at = expires_at - by FROM set""").param(interval).update();
    }

    private ViewerToken signIn() {
        ViewerToken token = ViewerToken.random(random);
        sessions()
                .open(
                        token,
                        new NewSession(
                                Session.Kind.BROWSER,
                                OSCAR.userId(),
                                false,
                                Duration.ofHours(12),
                                Duration.ofHours(1),
                                HERE,
                                "Browser 1.0"));
        return token;
    }

    private static Sessions sessions() {
        return DATABASE.bean(Sessions.class);
    }

    private static boolean seesAnything(ViewerToken token) {
        return !DATABASE.inTransaction(() -> DATABASE.bean(io.tokentally.application.port.out.access.Accounts.class)
                        .people(OSCAR.by(token)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2 hours", "13 hours", "-10 minutes", "-1 year"})
    void aSessionOfAnotherTimeOpensNothing(String setBy) {
        ViewerToken token = signIn();
        assertThat(seesAnything(token)).isTrue();

        clockIsSetBy(setBy);

        assertThat(sessions().find(token)).isEmpty();
        assertThat(seesAnything(token)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10 minutes", "-2 minutes"})
    void aClockThatIsPutRightByALittleSignsNobodyOut(String setBy) {
        ViewerToken token = signIn();

        clockIsSetBy(setBy);

        assertThat(sessions().find(token)).isPresent();
        assertThat(seesAnything(token)).isTrue();
    }

    @Test
    void whoSignedInWhileTheClockWasAheadSignsInAgain() {
        SignInAttempts attempts = DATABASE.bean(SignInAttempts.class);
        assertThat(attempts.begin(OSCAR.userId(), HERE, null)).isZero();
        attempts.succeeded(OSCAR.userId(), HERE, null);

        clockIsSetBy("-1 year");

        assertThat(attempts.begin(OSCAR.userId(), HERE, null)).isZero();
    }

    @Test
    void aPauseCountsFromNowAtTheLatestAndIsNotForgotten() {
        SignInAttempts attempts = DATABASE.bean(SignInAttempts.class);
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(attempts.begin(OSCAR.userId(), HERE, null)).isZero();
        }

        clockIsSetBy("-1 year");

        assertThat(attempts.begin(OSCAR.userId(), HERE, null)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
        clockIsSetBy("5 seconds");
        assertThat(attempts.begin(OSCAR.userId(), HERE, null)).isZero();
    }

    @Test
    void anInvitationThatHasExpiredByTheClockJoinsNobody() {
        LinkSecret secret = LinkSecret.random(random);
        DATABASE.inTransaction(() -> DATABASE.bean(Invitations.class)
                .create(OSCAR, secret, new EmailAddress("vera@acme.example"), Role.MEMBER, Duration.ofDays(7), false));
        InvitationLinks links = DATABASE.bean(InvitationLinks.class);
        assertThat(links.find(secret)).isPresent();

        clockIsSetBy("8 days");

        assertThat(links.find(secret)).isEmpty();
        assertThatExceptionOfType(MembershipRefusedException.class)
                .isThrownBy(() -> links.join(secret, new UserId("u_1"), "Vera", BcryptFixtures.of("hers")))
                .extracting(MembershipRefusedException::reason)
                .isEqualTo(Reason.INVITATION_EXPIRED);
        assertThat(DATABASE.asOwner()
                        .sql("SELECT count(*) FROM memberships")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }
}
