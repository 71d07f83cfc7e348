package io.tokentally.application.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInServiceTest {

    private static final UserId ADA_ID = new UserId("ada");
    private static final Person ADA = new Person(ADA_ID, "ada@acme.example", "Ada");
    private static final Membership MEMBERSHIP = new Membership(ADA_ID, new OrganizationId("acme"), "Acme", Role.ADMIN);

    private final FakeAccounts accounts = new FakeAccounts();
    private final SignInService service = new SignInService(accounts);

    @Test
    void anAccountIsFoundByItsLogin() {
        assertThat(service.findAccount(" ada@acme.example ")).contains(new Accounts.Account(ADA, "{hash}", false));
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
        assertThat(new Accounts.Account(ADA, "{bcrypt}secret", false)).hasToString("Account[ada]");
    }

    @Test
    void membershipsAndPeopleComeFromTheAccounts() {
        assertThat(service.membershipsOf(ADA_ID)).containsExactly(MEMBERSHIP);
        assertThat(new ListPeopleService(accounts).people(MEMBERSHIP.viewer())).containsExactly(ADA);
        assertThat(accounts.viewers).containsExactly(MEMBERSHIP.viewer());
    }

    private static final class FakeAccounts implements Accounts {

        private final List<String> logins = new ArrayList<>();
        private final List<Viewer> viewers = new ArrayList<>();

        @Override
        public Optional<Account> findByLogin(String login) {
            logins.add(login);
            return login.equals(ADA.login()) ? Optional.of(new Account(ADA, "{hash}", false)) : Optional.empty();
        }

        @Override
        public List<Membership> membershipsOf(UserId userId) {
            return userId.equals(ADA_ID) ? List.of(MEMBERSHIP) : List.of();
        }

        @Override
        public List<Person> people(Viewer viewer) {
            viewers.add(viewer);
            return List.of(ADA);
        }
    }
}
