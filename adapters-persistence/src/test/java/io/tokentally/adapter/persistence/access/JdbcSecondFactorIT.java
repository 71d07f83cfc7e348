package io.tokentally.adapter.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.Members;
import io.tokentally.application.port.out.access.OperatorAccounts;
import io.tokentally.application.port.out.access.OwnSecondFactor;
import io.tokentally.application.port.out.access.OwnSessions;
import io.tokentally.application.port.out.access.SecondFactors;
import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.application.port.out.access.Sessions.NewSession;
import io.tokentally.application.port.out.access.SignInAttempts;
import io.tokentally.domain.access.BcryptFixtures;
import io.tokentally.domain.access.FreshSignInRequiredException;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.PasswordRefusedException;
import io.tokentally.domain.access.RecoveryCode;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.SecondFactorRefusedException;
import io.tokentally.domain.access.SecondFactorRefusedException.Reason;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.key.SealedSecret;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcSecondFactorIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Viewer OSCAR = ViewerFixtures.viewer("oscar", "acme", Role.OWNER);
    private static final Viewer ADA = ViewerFixtures.viewer("ada", "acme", Role.ADMIN);
    private static final Viewer TOM = ViewerFixtures.viewer("tom", "acme", Role.MEMBER);
    private static final Viewer TOM_AT_GLOBEX = ViewerFixtures.viewer("tom", "globex", Role.OWNER);
    private static final SealedSecret SEALED = new SealedSecret("c2VhbGVk");
    private static final long STEP = 60_000_000;

    private final SecureRandom random = new SecureRandom();
    private final SqlSession application = new SqlSession(DATABASE.application());

    @BeforeEach
    void fill() {
        List.of(OSCAR, ADA, TOM, TOM_AT_GLOBEX).forEach(DATABASE::addMember);
    }

    private static SecondFactors factors() {
        return DATABASE.bean(SecondFactors.class);
    }

    private static Sessions sessions() {
        return DATABASE.bean(Sessions.class);
    }

    private static OwnSecondFactor own() {
        return DATABASE.bean(OwnSecondFactor.class);
    }

    private static Members members() {
        return DATABASE.bean(Members.class);
    }

    private static void doing(Runnable work) {
        DATABASE.inTransaction(() -> {
            work.run();
            return true;
        });
    }

    private List<RecoveryCode> setUp(Viewer viewer) {
        List<RecoveryCode> codes = codes();
        doing(() -> own().add(viewer.token(), SEALED, STEP, codes));
        return codes;
    }

    private List<RecoveryCode> codes() {
        return Stream.generate(() -> RecoveryCode.random(random)).limit(10).toList();
    }

    private ViewerToken signIn(String user, Session.Kind kind, boolean factorWaived) {
        ViewerToken token = ViewerToken.random(random);
        sessions()
                .open(
                        token,
                        new NewSession(
                                kind,
                                new UserId(user),
                                false,
                                Duration.ofHours(1),
                                null,
                                "192.0.2.7",
                                "x",
                                factorWaived));
        return token;
    }

    private ViewerToken signIn(String user) {
        return signIn(user, Session.Kind.BROWSER, false);
    }

    @Test
    void aSignInIsNotedOnceTheCodeWasGivenAndOwnersAndAdminsSeeIt() {
        setUp(ADA);
        forgetSignIns();
        ViewerToken token = signIn("ada");
        assertThat(lastSignIns(OSCAR)).isEmpty();

        assertThat(factors().acceptStep(token, STEP + 1, null)).isTrue();
        signIn("tom", Session.Kind.BASIC, false);

        assertThat(lastSignIns(OSCAR)).containsExactly("ada");
        assertThat(lastSignIns(TOM_AT_GLOBEX)).isEmpty();
        signIn("tom");
        assertThat(lastSignIns(OSCAR)).containsExactly("ada", "tom");
        assertThat(lastSignIns(ADA)).containsExactly("ada", "tom");
        assertThat(lastSignIns(TOM)).isEmpty();
        assertThat(DATABASE.asOwner()
                        .sql("SELECT bool_and(signed_in_at = date_trunc('hour', signed_in_at)) FROM last_sign_ins")
                        .query(Boolean.class)
                        .single())
                .as("the hour, and no more")
                .isTrue();
    }

    private static void forgetSignIns() {
        DATABASE.asOwner().sql("DELETE FROM last_sign_ins").update();
    }

    private List<String> lastSignIns(Viewer viewer) {
        return application.read(viewer, "SELECT user_id FROM last_sign_ins ORDER BY user_id");
    }

    private static SessionLimit limitOf(ViewerToken token) {
        return sessions().find(token).orElseThrow().limit();
    }

    private static List<String> seenBy(Viewer viewer) {
        return DATABASE.inTransaction(() -> DATABASE.bean(Accounts.class).people(viewer)).stream()
                .map(person -> person.userId().value())
                .toList();
    }

    private static void assertRefused(Reason reason, Runnable work) {
        assertThatExceptionOfType(SecondFactorRefusedException.class)
                .isThrownBy(() -> doing(work))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static void assertRefused(MembershipRefusedException.Reason reason, Runnable work) {
        assertThatExceptionOfType(MembershipRefusedException.class)
                .isThrownBy(() -> doing(work))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static List<String> audited() {
        return DATABASE.asOwner()
                .sql("SELECT action FROM audit_entries WHERE chain = 'acme' ORDER BY number")
                .query((row, number) -> row.getString("action"))
                .list();
    }

    private static void makeOperator(String user) {
        DATABASE.asOwner()
                .sql("DELETE FROM memberships WHERE user_id = ?")
                .param(user)
                .update();
        DATABASE.asOwner()
                .sql("UPDATE accounts SET operator = true WHERE user_id = ?")
                .param(user)
                .update();
        DATABASE.asOwner().sql("UPDATE sessions SET ended_at = NULL").update();
    }

    @Test
    void whoHasGivenThePasswordAloneSeesNothingAndDoesNothing() {
        setUp(ADA);
        ViewerToken token = signIn("ada");
        Viewer waiting = ADA.by(token);

        assertThat(limitOf(token)).isEqualTo(SessionLimit.SECOND_FACTOR);
        assertThat(seenBy(waiting)).isEmpty();
        assertThat(application.read(waiting, "SELECT viewer_user_id()")).containsExactly("null");
        assertThat(application.read(waiting, "SELECT viewer_organization_id()")).containsExactly("null");
        assertThat(application.read(waiting, "SELECT id::text FROM sessions")).isEmpty();
        assertThat(DATABASE.inTransaction(() -> DATABASE.bean(OwnSessions.class).endOthers(token)))
                .isZero();
        assertThat(DATABASE.inTransaction(() -> own().state(token)).since()).isNull();
        assertRefused(Reason.NO_SESSION, () -> own().remove(token));
        assertRefused(Reason.NO_SESSION, () -> own().renewCodes(token, codes()));
        assertThatExceptionOfType(PasswordRefusedException.class)
                .isThrownBy(() -> sessions().replacePassword(token, BcryptFixtures.of("x")));
    }

    @Test
    void aCodeOpensTheSessionUnderAnotherToken() {
        setUp(ADA);
        ViewerToken token = signIn("ada");
        ViewerToken successor = ViewerToken.random(random);
        assertThat(factors().find(token).orElseThrow().userId()).isEqualTo(ADA.userId());

        assertThat(factors().acceptStep(token, STEP, successor))
                .as("the one it was set up by")
                .isFalse();
        assertThat(factors().acceptStep(token, STEP + 1, successor)).isTrue();

        assertThat(sessions().find(token)).isEmpty();
        assertThat(limitOf(successor)).isEqualTo(SessionLimit.NONE);
        assertThat(seenBy(ADA.by(successor))).contains("ada");
        assertThat(factors().acceptStep(successor, STEP + 1, null)).as("twice").isFalse();
        assertThat(factors().acceptStep(successor, STEP, null))
                .as("an older one")
                .isFalse();
    }

    @Test
    void ofTwentyThatGiveTheSameCodeAtOnceOneGetsIn() throws Exception {
        List<RecoveryCode> codes = setUp(ADA);
        List<ViewerToken> tokens =
                Stream.generate(() -> signIn("ada")).limit(20).toList();

        assertThat(atOnce(tokens, token -> factors().acceptStep(token, STEP + 1, null)))
                .isEqualTo(1);
        assertThat(atOnce(tokens, token -> factors().useRecoveryCode(token, codes.getFirst(), null)))
                .isEqualTo(1);
    }

    private static long atOnce(List<ViewerToken> tokens, java.util.function.Predicate<ViewerToken> attempt)
            throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(tokens.size())) {
            List<Callable<Boolean>> attempts = new ArrayList<>();
            tokens.forEach(token -> attempts.add(() -> attempt.test(token)));
            long passed = 0;
            for (Future<Boolean> outcome : threads.invokeAll(attempts)) {
                passed += outcome.get() ? 1 : 0;
            }
            return passed;
        }
    }

    @Test
    void aRecoveryCodeWorksOnceAndForItsPersonAlone() {
        List<RecoveryCode> codes = setUp(ADA);
        setUp(TOM);
        ViewerToken toms = signIn("tom");
        ViewerToken adas = signIn("ada");

        assertThat(factors().useRecoveryCode(toms, codes.getFirst(), null)).isFalse();
        assertThat(factors().useRecoveryCode(adas, codes.getFirst(), null)).isTrue();
        assertThat(factors().useRecoveryCode(adas, codes.getFirst(), null)).isFalse();
        assertThat(DATABASE.inTransaction(() -> own().state(adas)).codesLeft()).isEqualTo(9);
        assertThat(audited()).endsWith("recovery_code.used");

        List<RecoveryCode> renewed = codes();
        doing(() -> own().renewCodes(adas, renewed));
        assertThat(factors().useRecoveryCode(adas, codes.get(1), null)).isFalse();
        assertThat(factors().useRecoveryCode(adas, renewed.getFirst(), null)).isTrue();
        assertThat(DATABASE.asOwner()
                        .sql("SELECT row_to_json(code)::text FROM recovery_codes code")
                        .query(String.class)
                        .list())
                .noneMatch(row -> codes.stream().anyMatch(code -> row.contains(code.value())));
    }

    @Test
    void aSignInWaitsAQuarterOfAnHourForItsCode() {
        setUp(ADA);
        ViewerToken token = signIn("ada");
        DATABASE.asOwner()
                .sql("UPDATE sessions SET created_at = created_at - interval '16 minutes' WHERE code_pending")
                .update();

        assertThat(sessions().find(token)).isEmpty();
        assertThat(factors().acceptStep(token, STEP + 1, null)).isFalse();
    }

    @Test
    void aPasswordWithARequestOpensNothingForWhoeverHasASecondFactorOrNeedsOne() {
        assertThat(limitOf(signIn("ada", Session.Kind.BASIC, false))).isEqualTo(SessionLimit.NONE);
        setUp(OSCAR);
        assertRefused(Reason.NEEDS_TOKEN, () -> signIn("oscar", Session.Kind.BASIC, false));

        doing(() -> members().requireSecondFactor(OSCAR, true));
        assertRefused(Reason.NEEDS_TOKEN, () -> signIn("ada", Session.Kind.BASIC, false));
    }

    @Test
    void changingTheSecondFactorEndsThePersonsOtherSessions() {
        ViewerToken browser = signIn("ada");
        ViewerToken basic = signIn("ada", Session.Kind.BASIC, false);
        setUp(ADA);
        assertThat(sessions().find(browser)).isEmpty();
        assertThat(sessions().find(basic)).isEmpty();
        assertThat(limitOf(ADA.token())).isEqualTo(SessionLimit.NONE);

        ViewerToken other = signIn("ada");
        assertThat(factors().acceptStep(ADA.token(), STEP + 1, null)).isTrue();
        doing(() -> own().remove(ADA.token()));
        assertThat(sessions().find(other)).isEmpty();
        assertThat(audited()).containsExactly("second_factor.added", "second_factor.removed");
    }

    @Test
    void turningItOffTakesACodeOfTheLastMinuteAndAFreshSignIn() {
        setUp(ADA);
        assertRefused(Reason.CODE_NEEDED, () -> own().remove(ADA.token()));
        assertRefused(Reason.EXISTS, () -> own().add(ADA.token(), SEALED, STEP, codes()));
        factors().acceptStep(ADA.token(), STEP + 1, null);
        DATABASE.asOwner()
                .sql("UPDATE sessions SET code_given_at = code_given_at - interval '61 seconds'")
                .update();
        assertRefused(Reason.CODE_NEEDED, () -> own().remove(ADA.token()));

        factors().acceptStep(ADA.token(), STEP + 2, null);
        DATABASE.asOwner()
                .sql("UPDATE sessions SET authenticated_at = now() - interval '16 minutes'")
                .update();
        assertThatExceptionOfType(FreshSignInRequiredException.class)
                .isThrownBy(() -> doing(() -> own().remove(ADA.token())));
        assertThatExceptionOfType(FreshSignInRequiredException.class)
                .isThrownBy(() -> doing(() -> own().renewCodes(ADA.token(), codes())));
        assertThatExceptionOfType(FreshSignInRequiredException.class)
                .isThrownBy(() -> doing(() -> own().add(TOM.token(), SEALED, STEP, codes())));
    }

    @Test
    void whatIsRequiredLimitsThoseWithoutItAtOnceAndUntilTheyHaveIt() {
        ViewerToken basic = signIn("ada", Session.Kind.BASIC, false);
        assertRefused(
                MembershipRefusedException.Reason.OWN_SECOND_FACTOR_FIRST,
                () -> members().requireSecondFactor(OSCAR, true));
        setUp(OSCAR);

        doing(() -> members().requireSecondFactor(OSCAR, true));

        assertThat(DATABASE.inTransaction(() -> members().isSecondFactorRequired(OSCAR)))
                .isTrue();
        assertThat(limitOf(OSCAR.token())).isEqualTo(SessionLimit.NONE);
        assertThat(limitOf(ADA.token())).isEqualTo(SessionLimit.SECOND_FACTOR_SETUP);
        assertThat(limitOf(basic)).isEqualTo(SessionLimit.SECOND_FACTOR_SETUP);
        assertThat(seenBy(ADA)).isEmpty();
        assertThat(seenBy(TOM_AT_GLOBEX)).as("in another organization").isEmpty();
        assertThat(DATABASE.inTransaction(() -> own().state(ADA.token())).required())
                .isTrue();
        assertRefused(Reason.NO_SESSION, () -> own().add(basic, SEALED, STEP, codes()));

        setUp(ADA);
        assertThat(limitOf(ADA.token())).isEqualTo(SessionLimit.NONE);
        assertThat(seenBy(ADA)).contains("ada");
        factors().acceptStep(ADA.token(), STEP + 1, null);
        assertRefused(Reason.REQUIRED, () -> own().remove(ADA.token()));

        doing(() -> members().requireSecondFactor(OSCAR, false));
        doing(() -> own().remove(ADA.token()));
        assertThat(seenBy(TOM_AT_GLOBEX)).isNotEmpty();
        assertThat(audited())
                .contains("second_factor.required", "second_factor.not_required")
                .endsWith("second_factor.removed");
    }

    @Test
    void whoComesToBelongToAnOrganizationThatRequiresOneIsLimited() {
        ViewerToken token = signIn("tom");
        DATABASE.asOwner()
                .sql("UPDATE organizations SET second_factor_required = true WHERE id = 'globex'")
                .update();

        assertThat(limitOf(token)).isEqualTo(SessionLimit.SECOND_FACTOR_SETUP);
    }

    @Test
    void anOperatorMustHaveOneUnlessItIsTheDemo() {
        makeOperator("ada");

        assertThat(limitOf(signIn("ada"))).isEqualTo(SessionLimit.SECOND_FACTOR_SETUP);
        assertThat(limitOf(signIn("ada", Session.Kind.BROWSER, true))).isEqualTo(SessionLimit.NONE);
        assertThat(limitOf(signIn("ada", Session.Kind.BASIC, true))).isEqualTo(SessionLimit.NONE);
        assertRefused(Reason.NEEDS_TOKEN, () -> signIn("ada", Session.Kind.BASIC, false));
    }

    @Test
    void ownersSeeWhoHasOneAndNobodyElseDoes() {
        setUp(TOM);

        List<Member> all = DATABASE.inTransaction(() -> members().all(OSCAR));
        assertThat(all)
                .filteredOn(Member::secondFactor)
                .singleElement()
                .satisfies(member -> assertThat(member.person().userId()).isEqualTo(TOM.userId()));
        String read = "SELECT user_id FROM second_factors";
        assertThat(application.read(OSCAR, read)).containsExactly("tom");
        assertThat(application.read(ADA, read)).isEmpty();
        assertThat(application.read(TOM, read)).isEmpty();
        assertThat(application.read(OSCAR.by(ViewerToken.NONE), read)).isEmpty();
    }

    @Test
    void ownersResetThatOfAnAccountThatIsTheirsAlone() {
        setUp(ADA);
        setUp(TOM);
        assertRefused(
                MembershipRefusedException.Reason.SECOND_FACTOR_NOT_YOURS,
                () -> members().resetSecondFactor(OSCAR, TOM.userId()));
        assertRefused(
                MembershipRefusedException.Reason.NO_SUCH_MEMBER,
                () -> members().resetSecondFactor(OSCAR, new UserId("gwen")));
        assertRefused(
                MembershipRefusedException.Reason.OWN_SECOND_FACTOR,
                () -> members().resetSecondFactor(OSCAR, OSCAR.userId()));

        doing(() -> members().resetSecondFactor(OSCAR, ADA.userId()));

        assertThat(sessions().find(ADA.token())).isEmpty();
        assertThat(limitOf(signIn("ada"))).isEqualTo(SessionLimit.NONE);
        assertThat(audited()).endsWith("second_factor.reset");
        assertRefused(
                MembershipRefusedException.Reason.NO_SECOND_FACTOR,
                () -> members().resetSecondFactor(OSCAR, ADA.userId()));
    }

    @Test
    void anOperatorResetsThatOfWhoeverBelongsToSeveral() {
        setUp(TOM);
        ViewerToken operator = signIn("ada", Session.Kind.BROWSER, true);
        OperatorAccounts accounts = DATABASE.bean(OperatorAccounts.class);
        assertRefused(
                MembershipRefusedException.Reason.OPERATOR_ONLY,
                () -> accounts.resetSecondFactor(operator, TOM.userId()));
        makeOperator("ada");
        DATABASE.asOwner()
                .sql("UPDATE sessions SET factor_waived = true WHERE user_id = 'ada'")
                .update();

        doing(() -> accounts.resetSecondFactor(operator, TOM.userId()));

        assertThat(sessions().find(TOM.token())).isEmpty();
        assertThat(limitOf(signIn("tom"))).isEqualTo(SessionLimit.NONE);
    }

    @Test
    void anAccountThatIsClosedLeavesNoSecret() {
        setUp(ADA);

        doing(() -> members().close(OSCAR, ADA.userId()));

        assertThat(DATABASE.asOwner()
                        .sql("SELECT count(*) FROM second_factors")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aResetOfThePasswordLeavesTheSecondFactor() {
        setUp(ADA);

        doing(() -> members().resetPassword(OSCAR, ADA.userId(), BcryptFixtures.of("new")));

        assertThat(limitOf(signIn("ada"))).isEqualTo(SessionLimit.SECOND_FACTOR);
    }

    @Test
    void aRightPasswordForgivesNoWrongCodes() {
        SignInAttempts attempts = DATABASE.bean(SignInAttempts.class);
        for (int i = 0; i < 5; i++) {
            assertThat(attempts.begin(ADA.userId(), "code 192.0.2.7", null)).isZero();
            assertThat(attempts.begin(ADA.userId(), "192.0.2.7", null)).isZero();
            attempts.succeeded(ADA.userId(), "192.0.2.7", null);
        }

        assertThat(attempts.begin(ADA.userId(), "code 192.0.2.7", null)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT sealed FROM second_factors",
                "SELECT * FROM recovery_codes",
                "DELETE FROM second_factors",
                "UPDATE organizations SET second_factor_required = false",
                "UPDATE sessions SET code_pending = false",
                "SELECT * FROM find_second_factor(sha256('x'))",
                "SELECT accept_step(sha256('x'), 1, NULL)",
                "SELECT use_recovery_code(sha256('x'), sha256('y'), NULL)",
                "SELECT session_by_token(sha256('x'))",
                "SELECT note_code_given((SELECT s FROM sessions s LIMIT 1), NULL)",
                "SELECT drop_second_factor('ada')",
                "SELECT must_have_second_factor('ada', true)"
            })
    void theApplicationsRoleComesByNoSecretAndNoCode(String sql) {
        assertThat(application.refusal(OSCAR, sql)).isEqualTo("42501");
    }
}
