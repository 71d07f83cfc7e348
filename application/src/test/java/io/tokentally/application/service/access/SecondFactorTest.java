package io.tokentally.application.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.in.access.ManageSecondFactorUseCase.Status;
import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.OneTimeCodes;
import io.tokentally.application.port.out.access.OwnSecondFactor;
import io.tokentally.application.port.out.access.SecondFactors;
import io.tokentally.application.service.secret.FakeSealing;
import io.tokentally.domain.access.FactorSecret;
import io.tokentally.domain.access.PasswordRefusedException;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.RecoveryCode;
import io.tokentally.domain.access.SecondFactorRefusedException;
import io.tokentally.domain.access.SecondFactorRefusedException.Reason;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionFixtures;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.key.SealedSecret;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SecondFactorTest {

    private static final Person ADA = new Person(new UserId("ada"), "ada@acme.example", "Ada");
    private static final Session SESSION = SessionFixtures.browser(ADA);
    private static final long STEP = SessionFixtures.NOON.getEpochSecond() / 30;
    private static final String CODE = "287082";

    private final Clock clock = Clock.fixed(SessionFixtures.NOON, ZoneOffset.UTC);
    private final List<String> audited = new ArrayList<>();
    private final OneFactor factor = new OneFactor();
    private final FiveAttempts attempts = new FiveAttempts();
    private final FakeSealing sealing = new FakeSealing();
    private final SecondFactorCheck check = new SecondFactorCheck(
            factor,
            sealing,
            new OneCode(),
            attempts,
            (event, organization, user, login, address) -> audited.add(event + " " + login + " " + address),
            () -> Optional.of("192.0.2.7"),
            new SecureRandom(),
            clock);
    private final ManageSecondFactorService service =
            new ManageSecondFactorService(factor, check, sealing, new OneCode(), new SecureRandom(), clock);

    private List<RecoveryCode> setUp() {
        return service.confirm(SESSION, service.begin(), CODE);
    }

    private void assertRefused(Reason reason, Runnable attempt) {
        assertThatExceptionOfType(SecondFactorRefusedException.class)
                .isThrownBy(attempt::run)
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    @Test
    void aSecretCountsOnceACodeOfItHasBeenShown() {
        assertRefused(Reason.WRONG_CODE, () -> service.confirm(SESSION, service.begin(), "000000"));
        assertThat(service.status(SESSION).isOn()).isFalse();

        assertThat(setUp()).hasSize(RecoveryCode.COUNT).doesNotHaveDuplicates();
        assertThat(service.status(SESSION)).isEqualTo(new Status(SessionFixtures.NOON, RecoveryCode.COUNT, false));
    }

    @Test
    void theCodeThatSetItUpSignsNobodyIn() {
        setUp();

        assertRefused(Reason.WRONG_CODE, () -> check.finishSignIn(SESSION, CODE));
    }

    @Test
    void aCodeFinishesTheSignInOnceAndChangesTheToken() {
        setUp();
        factor.lastStep = 0;

        ViewerToken token = check.finishSignIn(SESSION, " 287 082 ");

        assertThat(token).isNotEqualTo(SESSION.token()).isEqualTo(factor.successor);
        assertRefused(Reason.WRONG_CODE, () -> check.finishSignIn(SESSION, CODE));
    }

    @Test
    void aRecoveryCodeWorksOnceHoweverItIsTyped() {
        RecoveryCode code = setUp().getFirst();

        check.finishSignIn(SESSION, code.text().toLowerCase(java.util.Locale.ROOT));

        assertRefused(Reason.WRONG_CODE, () -> check.finishSignIn(SESSION, code.text()));
        assertThat(service.status(SESSION).codesLeft()).isEqualTo(RecoveryCode.COUNT - 1);
    }

    @Test
    void wrongCodesAreCountedBeforeTheyAreLookedAtAndWrittenDown() {
        setUp();
        factor.lastStep = 0;
        for (int i = 0; i < 5; i++) {
            assertRefused(Reason.WRONG_CODE, () -> check.finishSignIn(SESSION, "000000"));
        }

        assertRefused(Reason.TOO_MANY_TRIES, () -> check.finishSignIn(SESSION, CODE));
        assertThat(audited)
                .hasSize(6)
                .startsWith("SECOND_FACTOR_FAILED ada@acme.example 192.0.2.7")
                .endsWith("SECOND_FACTOR_LOCKED ada@acme.example 192.0.2.7");
    }

    @Test
    void turningItOffTakesACode() {
        setUp();
        factor.lastStep = 0;
        assertRefused(Reason.WRONG_CODE, () -> service.remove(SESSION, "000000"));
        assertThat(service.status(SESSION).isOn()).isTrue();

        service.remove(SESSION, CODE);

        assertThat(service.status(SESSION).isOn()).isFalse();
    }

    @Test
    void newRecoveryCodesTakeThePlaceOfTheOld() {
        List<RecoveryCode> old = setUp();

        assertThat(service.renewCodes(SESSION)).hasSize(RecoveryCode.COUNT).doesNotContainAnyElementsOf(old);
        assertRefused(
                Reason.WRONG_CODE, () -> check.require(SESSION, old.getFirst().text()));
    }

    @Test
    void aFreshSignInTakesBothPasswordAndCode() {
        KeptSessions sessions = new KeptSessions();
        ConfirmSignInService confirmation =
                new ConfirmSignInService(new AdaAlone(), sessions, new FakePasswords(), attempts, check, clock);
        assertThat(confirmation.asksForCode(SESSION)).isFalse();
        confirmation.confirm(SESSION, "current password", "");
        assertThat(sessions.asked).containsExactly("renew token of ada");
        setUp();
        factor.lastStep = 0;

        assertThat(confirmation.asksForCode(SESSION)).isTrue();
        assertRefused(Reason.WRONG_CODE, () -> confirmation.confirm(SESSION, "current password", ""));
        assertThatExceptionOfType(PasswordRefusedException.class)
                .isThrownBy(() -> confirmation.confirm(SESSION, "wrong", CODE));
        assertThat(sessions.asked).hasSize(1);

        confirmation.confirm(SESSION, "current password", CODE);
        assertThat(sessions.asked).hasSize(2);
    }

    private static final class OneCode implements OneTimeCodes {

        @Override
        public OptionalLong step(FactorSecret secret, String code, Instant now) {
            return code.equals(CODE) ? OptionalLong.of(STEP) : OptionalLong.empty();
        }
    }

    /** Ada's, as the database keeps it. */
    private static final class OneFactor implements SecondFactors, OwnSecondFactor {

        private final Set<RecoveryCode> recovery = new HashSet<>();
        private @Nullable SealedSecret sealed;
        private long lastStep;
        private @Nullable ViewerToken successor;

        @Override
        public Optional<KeptFactor> find(ViewerToken token) {
            return Optional.ofNullable(sealed).map(secret -> new KeptFactor(ADA.userId(), secret));
        }

        @Override
        public boolean acceptStep(ViewerToken token, long step, @Nullable ViewerToken next) {
            if (step <= lastStep) {
                return false;
            }
            lastStep = step;
            successor = next;
            return true;
        }

        @Override
        public boolean useRecoveryCode(ViewerToken token, RecoveryCode code, @Nullable ViewerToken next) {
            successor = next;
            return recovery.remove(code);
        }

        @Override
        public State state(ViewerToken token) {
            return new State(sealed == null ? null : SessionFixtures.NOON, recovery.size(), false);
        }

        @Override
        public void add(ViewerToken token, SealedSecret secret, long step, List<RecoveryCode> codes) {
            sealed = secret;
            lastStep = step;
            recovery.addAll(codes);
        }

        @Override
        public void renewCodes(ViewerToken token, List<RecoveryCode> codes) {
            recovery.clear();
            recovery.addAll(codes);
        }

        @Override
        public void remove(ViewerToken token) {
            sealed = null;
            recovery.clear();
        }
    }

    private static final class AdaAlone implements Accounts {

        @Override
        public Optional<Account> findByLogin(String login) {
            return Optional.of(new Account(ADA, FakePasswords.hashOf("current password"), false, null, false));
        }

        @Override
        public List<Person> people(Viewer viewer) {
            return List.of();
        }
    }
}
