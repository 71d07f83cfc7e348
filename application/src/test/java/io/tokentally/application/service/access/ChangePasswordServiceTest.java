package io.tokentally.application.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.NewPassword;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.PasswordRefusedException;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionFixtures;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangePasswordServiceTest {

    private static final Person ADA = new Person(new UserId("ada"), "ada@acme.example", "Ada");
    private static final Session SESSION = SessionFixtures.browser(ADA);
    private static final NewPassword NEW_PASSWORD = new NewPassword("correct horse battery");

    private final KeptSessions sessions = new KeptSessions().with(SESSION);
    private final ChangePasswordService service =
            new ChangePasswordService(new AdaAlone(), sessions, new FakePasswords(), new FiveAttempts());

    private static final Membership AT_GLOBEX =
            new Membership(ADA.userId(), new OrganizationId("o-1"), "Globex Inc.", Role.MEMBER);

    @Test
    void everybodyChangesTheirOwnPassword() {
        service.change(SESSION, "current password", NEW_PASSWORD);

        assertThat(sessions.asked)
                .containsExactly("replace token of ada " + FakePasswords.hashOf("correct horse battery"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Current password", "hash-of-drowssap tnerruc"})
    void aWrongCurrentPasswordChangesNothing(String wrong) {
        assertThatExceptionOfType(PasswordRefusedException.class)
                .isThrownBy(() -> service.change(SESSION, wrong, NEW_PASSWORD))
                .withMessage("The current password is wrong.");
        assertThat(sessions.asked).isEmpty();
    }

    @Test
    void aOneTimePasswordIsAskedForOnce() {
        service.change(SessionFixtures.oneTime(ADA), null, NEW_PASSWORD);

        assertThat(sessions.asked).hasSize(1);
    }

    @Test
    void theSamePasswordAgainIsNoChange() {
        NewPassword same = new NewPassword("current password");

        assertThatExceptionOfType(PasswordRefusedException.class)
                .isThrownBy(() -> service.change(SESSION, "current password", same))
                .withMessageContaining("Choose another");
        assertThatExceptionOfType(PasswordRefusedException.class)
                .isThrownBy(() -> service.change(SessionFixtures.oneTime(ADA), null, same));
        assertThat(sessions.asked).isEmpty();
    }

    @Test
    void anAccountThatIsGoneHasNoPassword() {
        Session gone = SessionFixtures.browser(new Person(new UserId("bob"), "bob@acme.example", "Bob"));

        assertThatExceptionOfType(PasswordRefusedException.class)
                .isThrownBy(() -> service.change(gone, "current password", NEW_PASSWORD))
                .withMessageContaining("Sign in again");
    }

    @Test
    void guessingTheCurrentPasswordIsSlowedDown() {
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(PasswordRefusedException.class)
                    .isThrownBy(() -> service.change(SESSION, "guess", NEW_PASSWORD))
                    .withMessage("The current password is wrong.");
        }

        assertThatExceptionOfType(PasswordRefusedException.class)
                .isThrownBy(() -> service.change(SESSION, "current password", NEW_PASSWORD))
                .withMessageContaining("Too many");
        assertThat(sessions.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a common password",
                "ada@acme.example",
                "Ada@Acme.example1",
                "ada@acme.exampleada",
                "tokentally 2026",
                "globexglobex.1"
            })
    void whatIsSoonGuessedIsNoPassword(String guessed) {
        assertThatExceptionOfType(PasswordRefusedException.class)
                .isThrownBy(() -> service.change(
                        SessionFixtures.browser(ADA, AT_GLOBEX), "current password", new NewPassword(guessed)))
                .withMessageContaining("Choose another");
        assertThat(sessions.asked).isEmpty();
    }

    private static final class AdaAlone implements Accounts {

        @Override
        public Optional<Account> findByLogin(String login) {
            return login.equals(ADA.login())
                    ? Optional.of(new Account(ADA, FakePasswords.hashOf("current password"), false, null, false))
                    : Optional.empty();
        }

        @Override
        public List<Person> people(Viewer viewer) {
            return List.of();
        }
    }
}
