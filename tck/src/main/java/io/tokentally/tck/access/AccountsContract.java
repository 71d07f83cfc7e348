package io.tokentally.tck.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.access.AccountRegistry;
import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.domain.access.BcryptFixtures;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.ViewerFixtures;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What accounts and their registry do together. There are none at the start of each test. */
public abstract class AccountsContract {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final Person ADA = new Person(new UserId("ada"), "Ada@Acme.example", "Ada");
    private static final Person BOB = new Person(new UserId("bob"), "bob@acme.example", "Bob");
    private static final Person CLEO = new Person(new UserId("cleo"), "cleo@globex.example", "Cleo");

    protected abstract Accounts accounts();

    protected abstract AccountRegistry registry();

    /** Reads as a service would, in a transaction if there are any. */
    protected <T> T reading(Supplier<T> query) {
        return query.get();
    }

    @BeforeEach
    void register() {
        assertThat(registry().isEmpty()).isTrue();
        registry().addOrganization(ACME, "The Acme Company");
        registry().addOrganization(GLOBEX, "Globex");
        registry().addAccount(ADA, BcryptFixtures.of("ada's"), false);
        registry().addAccount(BOB, BcryptFixtures.of("bob's"), false);
        registry().addAccount(CLEO, BcryptFixtures.of("cleo's"), false);
        registry().addMembership(ADA.userId(), ACME, Role.ADMIN);
        registry().addMembership(BOB.userId(), ACME, Role.MEMBER);
        registry().addMembership(BOB.userId(), GLOBEX, Role.OWNER);
        registry().addMembership(CLEO.userId(), GLOBEX, Role.MEMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada@Acme.example", "ada@acme.example", "ADA@ACME.EXAMPLE", " ada@acme.example "})
    void findsAnAccountInWhicheverCaseItsLoginIsWritten(String login) {
        assertThat(reading(() -> accounts().findByLogin(login))).hasValueSatisfying(account -> {
            assertThat(account.person()).isEqualTo(ADA);
            assertThat(account.passwordHash()).isEqualTo(BcryptFixtures.of("ada's"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nobody@acme.example", "%", "ada@acme.example\0", "' OR true --", "\ud800"})
    void findsNoAccountThatThereIsNot(String login) {
        assertThat(reading(() -> accounts().findByLogin(login))).isEmpty();
    }

    @Test
    void membersKnowThemselvesAndAdminsTheOrganization() {
        assertThat(peopleFor(ADA, ACME, Role.ADMIN)).containsExactly(ADA, BOB);
        assertThat(peopleFor(BOB, ACME, Role.MEMBER)).containsExactly(BOB);
        assertThat(peopleFor(BOB, GLOBEX, Role.OWNER)).containsExactly(BOB, CLEO);
    }

    @Test
    void whoClaimsAnotherRoleOrOrganizationLearnsNothingOfIt() {
        assertThat(peopleFor(BOB, ACME, Role.OWNER)).containsExactly(BOB);
        assertThat(peopleFor(ADA, GLOBEX, Role.OWNER)).isEmpty();
    }

    @Test
    void whatIsRegisteredStaysAsItIs() {
        registry().addOrganization(ACME, "Another name");
        registry()
                .addAccount(new Person(ADA.userId(), "other@acme.example", "Other"), BcryptFixtures.of("other"), false);
        registry()
                .addAccount(
                        new Person(new UserId("thief"), "ADA@acme.example", "Thief"),
                        BcryptFixtures.of("thief"),
                        false);
        registry().addMembership(BOB.userId(), ACME, Role.OWNER);

        assertThat(registry().isEmpty()).isFalse();
        assertThat(reading(() -> accounts().findByLogin(ADA.login())))
                .hasValueSatisfying(account -> assertThat(account.person()).isEqualTo(ADA));
        assertThat(peopleFor(BOB, ACME, Role.MEMBER)).containsExactly(BOB);
    }

    private List<Person> peopleFor(Person person, OrganizationId organizationId, Role role) {
        return reading(() -> accounts().people(ViewerFixtures.viewer(person.userId(), organizationId, role)));
    }
}
