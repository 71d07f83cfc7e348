package io.tokentally.adapter.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.InvitationLinks;
import io.tokentally.application.port.out.access.Invitations;
import io.tokentally.application.port.out.access.Members;
import io.tokentally.application.port.out.access.OperatorAccounts;
import io.tokentally.application.port.out.access.PasswordResets;
import io.tokentally.domain.access.BcryptFixtures;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.FreshSignInRequiredException;
import io.tokentally.domain.access.Invitation;
import io.tokentally.domain.access.InvitationOffer;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.MembershipRefusedException.Reason;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.ReceivedInvitation;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Oscar owns Acme, Eve owns Evil. Vera works at Acme and is of no organization yet. */
class JdbcInvitationsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId EVIL = new OrganizationId("evil");
    private static final Viewer OSCAR = viewer("oscar", ACME, Role.OWNER);
    private static final Viewer ADA = viewer("ada", ACME, Role.MEMBER);
    private static final Viewer EVE = viewer("eve", EVIL, Role.OWNER);
    private static final EmailAddress VERA = new EmailAddress("vera@acme.example");
    private static final UserId NEW = new UserId("u_1");
    private static final String HASH = BcryptFixtures.of("hers");

    private final SecureRandom random = new SecureRandom();

    @BeforeEach
    void fill() {
        List.of(OSCAR, ADA, EVE).forEach(DATABASE::addMember);
    }

    private static Viewer viewer(String user, OrganizationId organization, Role role) {
        return ViewerFixtures.viewer(new UserId(user), organization, role);
    }

    private static Invitations invitations() {
        return DATABASE.bean(Invitations.class);
    }

    private static InvitationLinks links() {
        return DATABASE.bean(InvitationLinks.class);
    }

    private static <T> T doing(Supplier<T> work) {
        return DATABASE.inTransaction(work);
    }

    private static void changing(Runnable work) {
        doing(() -> {
            work.run();
            return true;
        });
    }

    private LinkSecret invite(Viewer owner, EmailAddress address, Role role, boolean byMail) {
        LinkSecret secret = LinkSecret.random(random);
        doing(() -> invitations().create(owner, secret, address, role, Duration.ofDays(7), byMail));
        return secret;
    }

    private LinkSecret invite(Viewer owner) {
        return invite(owner, VERA, Role.ADMIN, false);
    }

    private static void assertRefused(Reason reason, Runnable attempt) {
        assertThatExceptionOfType(MembershipRefusedException.class)
                .isThrownBy(attempt::run)
                .extracting(MembershipRefusedException::reason)
                .isEqualTo(reason);
    }

    private static List<@Nullable String> memberships(String user) {
        return DATABASE.asOwner()
                .sql("SELECT organization_id || ' ' || role FROM memberships WHERE user_id = ? ORDER BY 1")
                .param(user)
                .query(String.class)
                .list();
    }

    private static void account(String user, String login, boolean proven) {
        DATABASE.asOwner().sql("""
                        INSERT INTO accounts (user_id, login, display_name, password_hash, one_time_password, address_proven_at)
                        VALUES (?, ?, ?, '{bcrypt}$2a$10$' || repeat('h', 53), false, CASE WHEN ? THEN now() END)""").params(user, login, user, proven).update();
    }

    private static List<@Nullable String> actions(String chain) {
        return DATABASE.asOwner()
                .sql("SELECT action FROM audit_entries WHERE chain = ? ORDER BY number")
                .param(chain)
                .query(String.class)
                .list();
    }

    @Test
    void noMailboxIsFilledByInvitingAgainAndAgain() {
        for (int i = 0; i < 5; i++) {
            invite(OSCAR, VERA, Role.MEMBER, true);
        }

        assertRefused(Reason.INVITED_TOO_OFTEN, () -> invite(OSCAR, VERA, Role.MEMBER, true));
        assertThat(invite(OSCAR, new EmailAddress("another@acme.example"), Role.MEMBER, true))
                .isNotNull();
        // Nothing is sent of a link that the owner hands over.
        assertThat(invite(OSCAR, VERA, Role.MEMBER, false)).isNotNull();
        assertThat(DATABASE.asOwner()
                        .sql("SELECT count(*) FROM audit_entries WHERE action = 'invitation.revoked'")
                        .query(Long.class)
                        .single())
                .as("those that another took the place of")
                .isEqualTo(5);
    }

    @Test
    void theHolderOfTheLinkMakesAnAccountWhoseKeyIsNotItsAddress() {
        LinkSecret secret = invite(OSCAR);
        InvitationOffer offer = links().find(secret).orElseThrow();
        assertThat(offer.organizationName()).isEqualTo("acme");
        assertThat(offer.role()).isEqualTo(Role.ADMIN);
        assertThat(offer.address()).isEqualTo(VERA);
        assertThat(offer.hasAccount()).isFalse();

        links().join(secret, NEW, "Vera", HASH);

        Accounts.Account made =
                DATABASE.bean(Accounts.class).findByLogin("VERA@acme.example").orElseThrow();
        assertThat(made.person().userId()).isEqualTo(NEW);
        assertThat(made.passwordHash()).isEqualTo(HASH);
        assertThat(made.oneTimePassword()).isFalse();
        assertThat(memberships("u_1")).containsExactly("acme ADMIN");
        assertThat(provenAt("u_1")).isFalse();
        assertThat(actions("acme")).containsExactly("invitation.created", "invitation.accepted", "member.joined");
    }

    @Test
    void anAddressIsProvenWhereTheLinkWentByMailAlone() {
        links().join(invite(OSCAR, VERA, Role.MEMBER, true), NEW, "Vera", HASH);

        assertThat(provenAt("u_1")).isTrue();
    }

    private static boolean provenAt(String user) {
        return DATABASE.asOwner()
                .sql("SELECT address_proven_at IS NOT NULL FROM accounts WHERE user_id = ?")
                .param(user)
                .query(Boolean.class)
                .single();
    }

    @Test
    void theDatabaseKeepsNoLink() {
        LinkSecret secret = invite(OSCAR);

        assertThat(DATABASE.asOwner()
                        .sql(
                                "SELECT row_to_json(i)::text FROM invitations i UNION ALL SELECT row_to_json(a)::text FROM audit_entries a")
                        .query(String.class)
                        .list())
                .hasSize(2)
                .noneMatch(row -> row.contains(secret.value()));
    }

    @Test
    void aLinkWorksOnce() {
        LinkSecret secret = invite(OSCAR);
        links().join(secret, NEW, "Vera", HASH);

        assertThat(links().find(secret)).isEmpty();
        assertRefused(Reason.INVITATION_ACCEPTED, () -> links().join(secret, new UserId("u_2"), "Again", HASH));
        assertRefused(Reason.INVITATION_ACCEPTED, () -> links().decline(secret));
    }

    /** What ends a link before it is used. */
    enum End {
        EXPIRED(Reason.INVITATION_EXPIRED),
        REVOKED(Reason.INVITATION_REVOKED),
        DECLINED(Reason.INVITATION_DECLINED),
        REPLACED(Reason.INVITATION_REVOKED),
        OWNER_REMOVED(Reason.INVITATION_REVOKED),
        OWNER_DEMOTED(Reason.INVITATION_REVOKED);

        private final Reason reason;

        End(Reason reason) {
            this.reason = reason;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLinkThatHasEndedOpensNothing(End end) {
        Viewer second = viewer("nora", ACME, Role.OWNER);
        DATABASE.addMember(second);
        LinkSecret secret = invite(second);

        end(end, secret);

        assertThat(links().find(secret)).isEmpty();
        assertRefused(end.reason, () -> links().join(secret, NEW, "Vera", HASH));
        account("vera", VERA.value(), true);
        assertRefused(
                end.reason, () -> doing(() -> invitations().accept(ViewerFixtures.token(new UserId("vera")), secret)));
        assertThat(memberships("u_1")).isEmpty();
        assertThat(memberships("vera")).isEmpty();
    }

    private void end(End end, LinkSecret secret) {
        switch (end) {
            case EXPIRED ->
                DATABASE.asOwner()
                        .sql("UPDATE invitations SET expires_at = now()")
                        .update();
            case REVOKED ->
                changing(() -> invitations().revoke(OSCAR, onlyOpen(OSCAR).id()));
            case DECLINED -> links().decline(secret);
            case REPLACED -> invite(OSCAR);
            case OWNER_REMOVED -> changing(() -> DATABASE.bean(Members.class).remove(OSCAR, new UserId("nora")));
            case OWNER_DEMOTED ->
                changing(() -> DATABASE.bean(Members.class).changeRole(OSCAR, new UserId("nora"), Role.ADMIN));
        }
    }

    private static Invitation onlyOpen(Viewer viewer) {
        return doing(() -> invitations().all(viewer)).stream()
                .filter(invitation -> invitation.state() == Invitation.State.OPEN)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void ownersSeeTheirInvitationsAndNobodyElseDoes() {
        invite(OSCAR);
        invite(EVE, new EmailAddress("bob@evil.example"), Role.MEMBER, false);

        assertThat(doing(() -> invitations().all(OSCAR)))
                .extracting(Invitation::address, Invitation::role, Invitation::state, Invitation::createdBy)
                .containsExactly(tuple(VERA, Role.ADMIN, Invitation.State.OPEN, OSCAR.userId()));
        assertThat(doing(() -> invitations().all(ADA))).isEmpty();
        assertThat(doing(() -> invitations().all(viewer("eve", ACME, Role.OWNER))))
                .isEmpty();
        UUID id = onlyOpen(OSCAR).id();
        assertRefused(
                Reason.NO_SUCH_INVITATION, () -> changing(() -> invitations().revoke(EVE, id)));
        assertRefused(Reason.OWNER_ONLY, () -> invite(ADA));
    }

    @Test
    void aLinkIsNotForWhoeverSignsInByAnotherAddress() {
        LinkSecret secret = invite(OSCAR);
        account("mallory", "mallory@evil.example", true);

        assertRefused(
                Reason.INVITATION_FOR_ANOTHER,
                () -> doing(() -> invitations().accept(ViewerFixtures.token(new UserId("mallory")), secret)));
        assertThat(memberships("mallory")).isEmpty();
        assertThat(links().find(secret)).isPresent();
    }

    @Test
    void whoeverIsSignedInByTheAddressInvitedAndHoldsTheLinkAccepts() {
        account("vera", "Vera@ACME.example", false);
        LinkSecret secret = invite(OSCAR);
        assertThat(links().find(secret).orElseThrow().hasAccount()).isTrue();

        assertThat(doing(() -> invitations().accept(ViewerFixtures.token(new UserId("vera")), secret)))
                .isEqualTo(ACME);

        assertThat(memberships("vera")).containsExactly("acme ADMIN");
        assertThat(provenAt("vera")).isFalse();
        assertRefused(Reason.ALREADY_MEMBER, () -> invite(OSCAR));
    }

    @Test
    void whoeverMustFirstTakeAPasswordOfTheirOwnAcceptsNothing() {
        account("vera", VERA.value(), true);
        DATABASE.asOwner()
                .sql("UPDATE sessions SET password_change_only = true")
                .update();
        DATABASE.asOwner()
                .sql("UPDATE sessions SET password_change_only = false WHERE user_id = 'oscar'")
                .update();
        LinkSecret secret = invite(OSCAR);

        assertRefused(
                Reason.INVITATION_FOR_ANOTHER,
                () -> doing(() -> invitations().accept(ViewerFixtures.token(new UserId("vera")), secret)));
        assertThat(received("vera")).isEmpty();
    }

    private static List<ReceivedInvitation> received(String user) {
        return doing(() -> invitations().received(ViewerFixtures.token(new UserId(user))));
    }

    @Test
    void mailThatProvedTheAddressListsInvitationsToIt() {
        account("vera", VERA.value(), true);
        account("other", "other@acme.example", true);
        invite(OSCAR);

        assertThat(received("other")).isEmpty();
        assertThat(received("vera"))
                .extracting(ReceivedInvitation::organizationId, ReceivedInvitation::role)
                .containsExactly(tuple(ACME, Role.ADMIN));
        UUID id = received("vera").getFirst().id();
        assertRefused(
                Reason.NO_SUCH_INVITATION,
                () -> doing(() -> invitations().answer(ViewerFixtures.token(new UserId("other")), id, true)));

        doing(() -> invitations().answer(ViewerFixtures.token(new UserId("vera")), id, true));

        assertThat(memberships("vera")).containsExactly("acme ADMIN");
        assertThat(received("vera")).isEmpty();
    }

    /** Succeeded before: an owner who gave somebody a password signed in by it, and answered other organizations' invitations to them. */
    @Test
    void whoeverGaveAPasswordTakesNoInvitationOfAnothersAddress() {
        links().join(invite(EVE, VERA, Role.MEMBER, true), NEW, "Vera", HASH);
        LinkSecret veras = invite(OSCAR, VERA, Role.ADMIN, true);
        UUID id = received("u_1").getFirst().id();

        changing(() -> DATABASE.bean(Members.class).resetPassword(EVE, NEW, BcryptFixtures.of("one-time")));
        chooseAPassword();

        assertThat(received("u_1")).isEmpty();
        assertRefused(
                Reason.NO_SUCH_INVITATION,
                () -> doing(() -> invitations().answer(ViewerFixtures.token(NEW), id, true)));

        // Who reads mail there has the link.
        doing(() -> invitations().accept(ViewerFixtures.token(NEW), veras));
        assertThat(memberships("u_1")).containsExactly("acme ADMIN", "evil MEMBER");
    }

    @Test
    void whoeverTakesANewPasswordByMailHasTheAccountAlone() {
        links().join(invite(EVE, VERA, Role.MEMBER, true), NEW, "Vera", HASH);
        var unused = invite(OSCAR, VERA, Role.ADMIN, true);
        changing(() -> DATABASE.bean(Members.class).resetPassword(EVE, NEW, BcryptFixtures.of("one-time")));

        LinkSecret mailed = LinkSecret.random(random);
        assertThat(DATABASE.bean(PasswordResets.class).request(VERA.value(), mailed))
                .contains(VERA);
        DATABASE.bean(PasswordResets.class).reset(mailed, HASH);
        chooseAPassword();

        assertThat(received("u_1")).hasSize(1);
    }

    /** As somebody does who was given one: it is theirs from then on, and they are signed in. */
    private static void chooseAPassword() {
        DATABASE.asOwner()
                .sql("UPDATE accounts SET one_time_password = false, password_expires_at = NULL WHERE user_id = 'u_1'")
                .update();
        DATABASE.asOwner()
                .sql("UPDATE sessions SET ended_at = NULL WHERE user_id = 'u_1'")
                .update();
    }

    @Test
    void anOwnerWhoseAddressIsReleasedHasInvitedNobody() {
        LinkSecret secret = invite(EVE, VERA, Role.OWNER, false);

        releaseAs("operator", EVE.userId());

        assertThat(links().find(secret)).isEmpty();
        assertRefused(Reason.INVITATION_REVOKED, () -> links().join(secret, NEW, "Vera", HASH));
    }

    @Test
    void whoeverDeclinesBelongsToNothing() {
        account("vera", VERA.value(), true);
        invite(OSCAR);
        UUID id = received("vera").getFirst().id();

        doing(() -> invitations().answer(ViewerFixtures.token(new UserId("vera")), id, false));

        assertThat(memberships("vera")).isEmpty();
        assertRefused(
                Reason.NO_SUCH_INVITATION,
                () -> doing(() -> invitations().answer(ViewerFixtures.token(new UserId("vera")), id, true)));
    }

    /** Succeeded before: whoever was first to add the address of another company's person was that person. */
    @Test
    void squattingOnAnAddressGivesNoWayIntoItsOrganization() {
        UserId squatter = new UserId("u_squatter");
        links().join(invite(EVE, VERA, Role.MEMBER, false), squatter, "Not Vera", HASH);
        LinkSecret veras = invite(OSCAR);

        // The squatter signs in by the address, and neither learns of the invitation nor can accept without its link.
        assertThat(received("u_squatter")).isEmpty();
        UUID id = onlyOpen(OSCAR).id();
        assertRefused(
                Reason.NO_SUCH_INVITATION,
                () -> doing(() -> invitations().answer(ViewerFixtures.token(squatter), id, true)));
        assertThat(memberships("u_squatter")).containsExactly("evil MEMBER");

        // Vera has the link and not the account.
        assertThat(links().find(veras).orElseThrow().hasAccount()).isTrue();
        assertRefused(Reason.ADDRESS_TAKEN, () -> links().join(veras, NEW, "Vera", HASH));

        releaseAs("operator", squatter);

        links().join(veras, NEW, "Vera", HASH);
        assertThat(memberships("u_1")).containsExactly("acme ADMIN");
        assertThat(memberships("u_squatter")).containsExactly("evil MEMBER");
        assertThat(DATABASE.bean(Accounts.class)
                        .findByLogin(VERA.value())
                        .orElseThrow()
                        .person()
                        .userId())
                .isEqualTo(NEW);
        assertThat(actions("")).contains("address.released");
        assertThat(actions("evil")).contains("address.released");
    }

    private static void releaseAs(String operator, UserId user) {
        account(operator, operator + "@host.example", false);
        DATABASE.asOwner()
                .sql("UPDATE accounts SET operator = true WHERE user_id = ?")
                .param(operator)
                .update();
        // Making somebody an operator has ended their sessions.
        DATABASE.asOwner()
                .sql("UPDATE sessions SET ended_at = NULL WHERE user_id = ?")
                .param(operator)
                .update();
        changing(() ->
                DATABASE.bean(OperatorAccounts.class).releaseAddress(ViewerFixtures.token(new UserId(operator)), user));
    }

    @Test
    void nobodySignsInToAnAccountWhoseAddressWasReleased() {
        links().join(invite(OSCAR), NEW, "Vera", HASH);

        releaseAs("operator", NEW);

        String login = DATABASE.asOwner()
                .sql("SELECT login FROM accounts WHERE user_id = 'u_1'")
                .query(String.class)
                .single();
        assertThat(login).doesNotContain("@");
        assertThat(DATABASE.bean(Accounts.class).findByLogin(login)).isEmpty();
        assertThat(DATABASE.asOwner()
                        .sql("SELECT count(*) FROM sessions WHERE user_id = 'u_1' AND ended_at IS NULL")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> DATABASE.asAuthentication()
                        .sql(
                                "SELECT open_session(sha256('t'), 'BROWSER', 'u_1', false, interval '1 h', NULL, NULL, NULL)")
                        .query()
                        .singleRow())
                .withStackTraceContaining("account_closed");
    }

    @Test
    void anAcceptedInvitationSwitchesNothing() {
        DATABASE.asOwner()
                .sql("UPDATE accounts SET login = 'ada@acme.example' WHERE user_id = 'ada'")
                .update();
        DATABASE.asOwner()
                .sql("UPDATE sessions SET ended_at = NULL WHERE user_id = 'ada'")
                .update();
        // Sorts before Acme, which once decided whom somebody acted for.
        DATABASE.asOwner()
                .sql("UPDATE organizations SET name = 'AAA' WHERE id = 'evil'")
                .update();
        LinkSecret secret = invite(EVE, new EmailAddress("ada@acme.example"), Role.MEMBER, false);

        doing(() -> invitations().accept(ADA.token(), secret));

        assertThat(memberships("ada")).containsExactly("acme MEMBER", "evil MEMBER");
        assertThat(DATABASE.asOwner()
                        .sql("SELECT chosen_organization FROM accounts WHERE user_id = 'ada'")
                        .query(String.class)
                        .single())
                .isEqualTo("acme");
    }

    @Test
    @Timeout(60)
    void ofManyWhoAcceptAtOnceOneIsTakenIn() throws Exception {
        LinkSecret secret = invite(OSCAR);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> attempts = IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(number -> () -> joins(secret, "u_" + number))
                    .toList();
            int joined = 0;
            for (Future<Boolean> attempt : threads.invokeAll(attempts)) {
                joined += attempt.get() ? 1 : 0;
            }
            assertThat(joined).isOne();
        }
        assertThat(DATABASE.asOwner()
                        .sql("SELECT count(*) FROM memberships WHERE user_id LIKE 'u@_%' ESCAPE '@'")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    private static boolean joins(LinkSecret secret, String user) {
        try {
            links().join(secret, new UserId(user), user, HASH);
            return true;
        } catch (MembershipRefusedException e) {
            assertThat(e.reason()).isEqualTo(Reason.INVITATION_ACCEPTED);
            return false;
        }
    }

    @Test
    void ofTwoOrganizationsWhoseLinksSomebodyUsesTheFirstManagesTheAccount() {
        LinkSecret evil = invite(EVE);
        LinkSecret acme = invite(OSCAR);
        links().join(evil, NEW, "Vera", HASH);
        doing(() -> invitations().accept(ViewerFixtures.token(NEW), acme));

        for (Viewer owner : List.of(OSCAR, EVE)) {
            assertRefused(
                    Reason.NOT_YOURS_TO_RESET,
                    () -> changing(
                            () -> DATABASE.bean(Members.class).resetPassword(owner, NEW, BcryptFixtures.of("taken"))));
        }
    }

    @ParameterizedTest
    @MethodSource("needsAFreshSignIn")
    void whoeverSignedInLongAgoIsAskedAnew(Consumer<JdbcInvitationsIT> act) {
        LinkSecret secret = invite(OSCAR);
        DATABASE.asOwner()
                .sql("UPDATE sessions SET authenticated_at = now() - interval '16 minutes'")
                .update();

        assertThatExceptionOfType(FreshSignInRequiredException.class)
                .isThrownBy(() -> changing(() -> act.accept(this)));
        assertThat(links().find(secret)).isPresent();
        assertThat(memberships("ada")).containsExactly("acme MEMBER");
    }

    static Stream<Named<Consumer<JdbcInvitationsIT>>> needsAFreshSignIn() {
        return Stream.of(
                Named.of(
                        "invite",
                        test -> invitations()
                                .create(
                                        OSCAR,
                                        LinkSecret.random(test.random),
                                        VERA,
                                        Role.OWNER,
                                        Duration.ofDays(1),
                                        false)),
                Named.of(
                        "revoke",
                        test -> invitations()
                                .revoke(
                                        OSCAR,
                                        invitations().all(OSCAR).getFirst().id())),
                Named.of("role", test -> members().changeRole(OSCAR, ADA.userId(), Role.OWNER)),
                Named.of("remove", test -> members().remove(OSCAR, ADA.userId())),
                Named.of("close", test -> members().close(OSCAR, ADA.userId())),
                Named.of("reset", test -> members().resetPassword(OSCAR, ADA.userId(), BcryptFixtures.of("taken"))),
                Named.of("leave", test -> members().leave(ADA)));
    }

    private static Members members() {
        return DATABASE.bean(Members.class);
    }
}
