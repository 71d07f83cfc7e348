package io.tokentally.tck.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tokentally.application.port.out.access.AccountRegistry;
import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.Accounts.Account;
import io.tokentally.application.port.out.access.Members;
import io.tokentally.domain.access.BcryptFixtures;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the members of an organization are kept by. There are none at the start of each test.
 *
 * <p>The port believes no viewer: here everybody claims to be an owner.
 */
public abstract class MembersContract {

    protected static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId GLOBEX = new OrganizationId("globex");

    protected static final Viewer OSCAR = claimsToOwn(ACME, "oscar");
    private static final Viewer ALICE = claimsToOwn(ACME, "alice");
    private static final Viewer ADA = claimsToOwn(ACME, "ada");
    private static final Viewer TOM = claimsToOwn(ACME, "tom");
    protected static final Viewer GWEN = claimsToOwn(GLOBEX, "gwen");
    protected static final UserId NORA = new UserId("nora");
    private static final String NOT_YOURS = "not yours to reset";

    protected abstract Members members();

    protected abstract Accounts accounts();

    protected abstract AccountRegistry registry();

    /** Works as a service would, in a transaction if there are any. */
    protected <T> T working(Supplier<T> work) {
        return work.get();
    }

    private void doing(Runnable work) {
        working(() -> {
            work.run();
            return true;
        });
    }

    @BeforeEach
    void register() {
        registry().addOrganization(ACME, "Acme");
        registry().addOrganization(GLOBEX, "Globex");
        for (String user : List.of("oscar", "alice", "ada", "tom", "gwen", "nora")) {
            registry().addAccount(person(user), BcryptFixtures.of(user), false);
        }
        registry().addMembership(OSCAR.userId(), ACME, Role.OWNER);
        registry().addMembership(ALICE.userId(), ACME, Role.ADMIN);
        registry().addMembership(ADA.userId(), ACME, Role.MEMBER);
        registry().addMembership(TOM.userId(), ACME, Role.MEMBER);
        registry().addMembership(TOM.userId(), GLOBEX, Role.ADMIN);
        registry().addMembership(GWEN.userId(), GLOBEX, Role.OWNER);
    }

    @Test
    void listsTheOrganizationsMembersByName() {
        assertThat(membersFor(OSCAR))
                .containsExactly(
                        new Member(person("ada"), Role.MEMBER, false, null),
                        new Member(person("alice"), Role.ADMIN, false, null),
                        new Member(person("oscar"), Role.OWNER, false, null),
                        new Member(person("tom"), Role.MEMBER, false, null));
        assertThat(membersFor(GWEN))
                .extracting(member -> member.person().displayName(), Member::role)
                .containsExactly(tuple("Gwen", Role.OWNER), tuple("Tom", Role.ADMIN));
    }

    @Test
    void rolesChange() {
        doing(() -> members().changeRole(OSCAR, ADA.userId(), Role.OWNER));
        doing(() -> members().changeRole(OSCAR, ALICE.userId(), Role.MEMBER));

        assertThat(roleOf("ada")).isEqualTo(Role.OWNER);
        assertThat(roleOf("alice")).isEqualTo(Role.MEMBER);
    }

    @Test
    void aRoleInOneOrganizationIsNoneInAnother() {
        doing(() -> members().changeRole(OSCAR, TOM.userId(), Role.OWNER));

        assertThat(membersFor(GWEN)).contains(new Member(person("tom"), Role.ADMIN, false, null));
        assertRefused(claimsToOwn(GLOBEX, "tom"), viewer -> members().remove(viewer, GWEN.userId()), "Only owners");
    }

    @Test
    void somebodyStaysOwner() {
        assertRefused(OSCAR, viewer -> members().changeRole(viewer, OSCAR.userId(), Role.ADMIN), "must stay owner");
        assertRefused(OSCAR, viewer -> members().remove(viewer, OSCAR.userId()), "must stay owner");
        assertThat(roleOf("oscar")).isEqualTo(Role.OWNER);
    }

    @Test
    void anOwnerMayLeaveToAnother() {
        doing(() -> members().changeRole(OSCAR, ADA.userId(), Role.OWNER));
        doing(() -> members().remove(OSCAR, OSCAR.userId()));

        assertThat(membersFor(ADA)).extracting(Member::person).doesNotContain(person("oscar"));
        assertRefused(OSCAR, viewer -> members().remove(viewer, ADA.userId()), "Only owners");
    }

    @Test
    void whoeverIsRemovedKeepsTheAccountAndTheOtherMembership() {
        doing(() -> members().remove(OSCAR, TOM.userId()));

        assertThat(membersFor(OSCAR)).extracting(Member::person).doesNotContain(person("tom"));
        assertThat(membersFor(TOM)).isEmpty();
        assertThat(membersFor(GWEN)).contains(new Member(person("tom"), Role.ADMIN, false, null));
        assertAccount("tom", BcryptFixtures.of("tom"), false);
    }

    @Test
    void aLostPasswordIsReset() {
        doing(() -> members().resetPassword(OSCAR, ADA.userId(), BcryptFixtures.of("reset")));

        assertAccount("ada", BcryptFixtures.of("reset"), true);
    }

    @Test
    void thePasswordOfAnAccountThatNobodyOrAnotherManagesIsNotReset() {
        doing(() -> members().remove(OSCAR, ADA.userId()));
        registry().addMembership(ADA.userId(), GLOBEX, Role.MEMBER);

        assertRefused(
                GWEN, viewer -> members().resetPassword(viewer, ADA.userId(), BcryptFixtures.of("taken")), NOT_YOURS);

        registry().addMembership(ADA.userId(), ACME, Role.MEMBER);
        assertRefused(
                OSCAR, viewer -> members().resetPassword(viewer, ADA.userId(), BcryptFixtures.of("taken")), NOT_YOURS);
        assertThat(account("ada").passwordHash()).isEqualTo(BcryptFixtures.of("ada"));

        doing(() -> members().remove(GWEN, ADA.userId()));
        doing(() -> members().resetPassword(OSCAR, ADA.userId(), BcryptFixtures.of("reset")));
        assertThat(account("ada").passwordHash()).isEqualTo(BcryptFixtures.of("reset"));
    }

    @Test
    void whoeverLeavesKeepsTheAccountAndTheOtherMembership() {
        doing(() -> members().leave(TOM));

        assertThat(membersFor(OSCAR)).extracting(Member::person).doesNotContain(person("tom"));
        assertThat(membersFor(GWEN)).contains(new Member(person("tom"), Role.ADMIN, false, null));
        assertAccount("tom", BcryptFixtures.of("tom"), false);
    }

    @Test
    void theLastOwnerNeitherLeavesNorIsClosed() {
        assertRefused(OSCAR, members()::leave, "must stay owner");
        assertRefused(OSCAR, viewer -> members().close(viewer, OSCAR.userId()), "must stay owner");
        assertThat(roleOf("oscar")).isEqualTo(Role.OWNER);
    }

    @Test
    void whoeverHasGoneIsStillKnownByNameToThoseWhoSeeTheFigures() {
        doing(() -> members().remove(OSCAR, ADA.userId()));

        assertThat(peopleKnownTo(OSCAR)).contains(person("ada"));
        assertThat(peopleKnownTo(TOM)).containsExactly(person("tom"));
        assertThat(peopleKnownTo(GWEN)).doesNotContain(person("ada"));
    }

    @Test
    void anAccountThatIsTheOrganizationsAloneIsClosed() {
        doing(() -> members().close(OSCAR, ADA.userId()));

        assertThat(membersFor(OSCAR)).extracting(Member::person).doesNotContain(person("ada"));
        assertThat(working(() -> accounts().findByLogin(person("ada").login()))).isEmpty();
        assertThat(peopleKnownTo(OSCAR)).contains(person("ada"));
    }

    @Test
    void anAccountThatAnotherOrganizationVouchesForIsNotClosed() {
        assertRefused(OSCAR, viewer -> members().close(viewer, TOM.userId()), "not yours to close");
        assertRefused(GWEN, viewer -> members().close(viewer, TOM.userId()), "not yours to close");
        assertAccount("tom", BcryptFixtures.of("tom"), false);
    }

    @Test
    void thePasswordThatOpensAnotherOrganizationIsNotReset() {
        assertRefused(
                OSCAR, viewer -> members().resetPassword(viewer, TOM.userId(), BcryptFixtures.of("taken")), NOT_YOURS);
        assertRefused(
                GWEN, viewer -> members().resetPassword(viewer, TOM.userId(), BcryptFixtures.of("taken")), NOT_YOURS);
        assertThat(account("tom").passwordHash()).isEqualTo(BcryptFixtures.of("tom"));
    }

    static Stream<Named<OwnerAction>> ownersBusiness() {
        return Stream.of(
                Named.of("promote", (members, viewer) -> members.changeRole(viewer, viewer.userId(), Role.OWNER)),
                Named.of("demote", (members, viewer) -> members.changeRole(viewer, TOM.userId(), Role.MEMBER)),
                Named.of("remove", (members, viewer) -> members.remove(viewer, TOM.userId())),
                Named.of("leave", (members, viewer) -> members.remove(viewer, viewer.userId())),
                Named.of("close", (members, viewer) -> members.close(viewer, TOM.userId())),
                Named.of(
                        "reset",
                        (members, viewer) ->
                                members.resetPassword(viewer, viewer.userId(), BcryptFixtures.of("taken"))));
    }

    @ParameterizedTest
    @MethodSource("ownersBusiness")
    void whoClaimsToBeAnOwnerIsNotBelieved(OwnerAction business) {
        List<Member> acme = membersFor(OSCAR);
        List<Member> globex = membersFor(GWEN);

        for (Viewer liar : List.of(
                ALICE,
                ADA,
                claimsToOwn(GLOBEX, "tom"),
                claimsToOwn(GLOBEX, "oscar"),
                claimsToOwn(ACME, "gwen"),
                claimsToOwn(ACME, "nora"),
                claimsToOwn(new OrganizationId("nowhere"), "oscar"))) {
            assertRefused(liar, viewer -> business.attempt(members(), viewer), "Only owners");
        }

        assertThat(membersFor(OSCAR)).isEqualTo(acme);
        assertThat(membersFor(GWEN)).isEqualTo(globex);
        assertThat(account("ada").passwordHash()).isEqualTo(BcryptFixtures.of("ada"));
    }

    @Test
    void ownersTouchNobodyOfAnotherOrganization() {
        String noMember = "no such member";

        assertRefused(OSCAR, viewer -> members().changeRole(viewer, GWEN.userId(), Role.MEMBER), noMember);
        assertRefused(OSCAR, viewer -> members().remove(viewer, GWEN.userId()), noMember);
        assertRefused(
                OSCAR, viewer -> members().resetPassword(viewer, GWEN.userId(), BcryptFixtures.of("taken")), noMember);
        assertRefused(OSCAR, viewer -> members().resetPassword(viewer, NORA, BcryptFixtures.of("taken")), noMember);
        assertRefused(OSCAR, viewer -> members().remove(viewer, new UserId("nobody")), noMember);
        assertThat(account("gwen").passwordHash()).isEqualTo(BcryptFixtures.of("gwen"));
    }

    /** Something that only an owner may do. */
    interface OwnerAction {

        void attempt(Members members, Viewer viewer);
    }

    protected static Viewer claimsToOwn(OrganizationId organizationId, String user) {
        return ViewerFixtures.viewer(new UserId(user), organizationId, Role.OWNER);
    }

    private static Person person(String user) {
        String name = user.substring(0, 1).toUpperCase(Locale.ROOT) + user.substring(1);
        return new Person(new UserId(user), user + "@example.org", name);
    }

    private void assertRefused(Viewer viewer, Consumer<Viewer> change, String message) {
        assertThatExceptionOfType(MembershipRefusedException.class)
                .isThrownBy(() -> doing(() -> change.accept(viewer)))
                .withMessageContaining(message);
    }

    protected List<Member> membersFor(Viewer viewer) {
        return working(() -> members().all(viewer)).stream()
                // When they signed in is not this port's to write.
                .map(member -> new Member(member.person(), member.role(), member.secondFactor(), null))
                .toList();
    }

    private List<Person> peopleKnownTo(Viewer viewer) {
        return working(() -> accounts().people(viewer));
    }

    private Role roleOf(String user) {
        return membersFor(OSCAR).stream()
                .filter(member -> member.person().equals(person(user)))
                .map(Member::role)
                .findFirst()
                .orElseThrow();
    }

    private void assertAccount(String user, String passwordHash, boolean oneTimePassword) {
        Account account = account(user);
        assertThat(account.person()).isEqualTo(person(user));
        assertThat(account.passwordHash()).isEqualTo(passwordHash);
        assertThat(account.oneTimePassword()).isEqualTo(oneTimePassword);
        assertThat(account.passwordExpiresAt() != null).isEqualTo(oneTimePassword);
        assertThat(account.operator()).isFalse();
    }

    private Account account(String user) {
        return working(() -> accounts().findByLogin(person(user).login()).orElseThrow());
    }
}
