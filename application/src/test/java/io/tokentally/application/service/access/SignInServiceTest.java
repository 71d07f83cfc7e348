package io.tokentally.application.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.Accounts.Account;
import io.tokentally.application.port.out.access.Sessions.NewSession;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionFixtures;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.access.ViewerToken;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInServiceTest {

    private static final UserId ADA_ID = new UserId("ada");
    private static final Person ADA = new Person(ADA_ID, "ada@acme.example", "Ada");
    private static final Account ACCOUNT = new Account(ADA, "{bcrypt}secret", false, null, false);
    private static final NewSession SIGN_IN = new NewSession(
            Session.Kind.BROWSER, ADA_ID, false, Duration.ofHours(12), Duration.ofHours(1), "192.0.2.1", "Browser");

    private final FakeAccounts accounts = new FakeAccounts();
    private final KeptSessions sessions = new KeptSessions();
    private final SignInService service = new SignInService(accounts, sessions, new SecureRandom());

    @Test
    void anAccountIsFoundByItsLogin() {
        assertThat(service.findAccount(" ada@acme.example ")).contains(ACCOUNT);
        assertThat(service.findAccount("bob@acme.example")).isEmpty();
        assertThat(accounts.logins).containsExactly("ada@acme.example", "bob@acme.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "ada\0@acme.example", "\uD83D"})
    void aTextThatNoLoginCanBeIsUnknownWithoutAsking(String login) {
        assertThat(service.findAccount(login)).isEmpty();
        assertThat(service.findAccount(login + "x".repeat(10_000))).isEmpty();
        assertThat(accounts.logins).isEmpty();
    }

    @Test
    void theHashIsNeverPrinted() {
        assertThat(ACCOUNT).hasToString("Account[ada]");
    }

    @Test
    void aOneTimePasswordExpiresAtItsInstant() {
        Account given = new Account(ADA, "{bcrypt}secret", true, SessionFixtures.NOON, false);

        assertThat(given.isPasswordExpiredAt(SessionFixtures.NOON.minusMillis(1)))
                .isFalse();
        assertThat(given.isPasswordExpiredAt(SessionFixtures.NOON)).isTrue();
        assertThat(ACCOUNT.isPasswordExpiredAt(SessionFixtures.NOON)).isFalse();
    }

    @Test
    void eachSessionHasATokenOfItsOwn() {
        ViewerToken first = service.open(SIGN_IN);
        ViewerToken second = service.open(SIGN_IN);

        assertThat(first).isNotEqualTo(second).isNotEqualTo(ViewerToken.NONE);
        assertThat(first.value()).hasSize(64);
        assertThat(sessions.opened).containsOnlyKeys(first, second).containsValue(SIGN_IN);
    }

    @Test
    void peopleComeFromTheAccounts() {
        Viewer viewer = ViewerFixtures.viewer(ADA_ID, new OrganizationId("acme"), Role.ADMIN);

        assertThat(new ListPeopleService(accounts).people(viewer)).containsExactly(ADA);
        assertThat(accounts.viewers).containsExactly(viewer);
    }

    private static final class FakeAccounts implements Accounts {

        private final List<String> logins = new ArrayList<>();
        private final List<Viewer> viewers = new ArrayList<>();

        @Override
        public Optional<Account> findByLogin(String login) {
            logins.add(login);
            return login.equals(ADA.login()) ? Optional.of(ACCOUNT) : Optional.empty();
        }

        @Override
        public List<Person> people(Viewer viewer) {
            viewers.add(viewer);
            return List.of(ADA);
        }
    }
}
