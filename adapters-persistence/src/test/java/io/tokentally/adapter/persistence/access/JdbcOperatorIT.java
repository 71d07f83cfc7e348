package io.tokentally.adapter.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.InvitationLinks;
import io.tokentally.application.port.out.access.OperatorLinks;
import io.tokentally.application.port.out.access.OperatorOrganizations;
import io.tokentally.application.port.out.access.PasswordResets;
import io.tokentally.application.port.out.audit.InstallationAudit;
import io.tokentally.application.port.out.pricing.ListPriceChanges;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.BcryptFixtures;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.FreshSignInRequiredException;
import io.tokentally.domain.access.InstalledOrganization;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.MembershipRefusedException.Reason;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.domain.pricing.ListPricesInForce;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcOperatorIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId NEW = new OrganizationId("umbrella");
    private static final Viewer OSCAR = ViewerFixtures.viewer(new UserId("oscar"), ACME, Role.OWNER);
    private static final ViewerToken OPERATOR = ViewerFixtures.token(new UserId("op"));
    private static final EmailAddress ANNA = new EmailAddress("anna@umbrella.example");
    private static final Duration DAY = Duration.ofDays(1);

    private final SecureRandom random = new SecureRandom();

    @BeforeEach
    void fill() {
        DATABASE.addMember(OSCAR);
        DATABASE.asOwner().sql("""
                        INSERT INTO accounts (user_id, login, display_name, password_hash, one_time_password, operator)
                        VALUES ('op', 'op@host.example', 'Op', '{bcrypt}$2a$10$' || repeat('h', 53), false, true)""").update();
    }

    private static OperatorOrganizations organizations() {
        return DATABASE.bean(OperatorOrganizations.class);
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

    private UUID invite(ViewerToken token, OrganizationId id, LinkSecret secret) {
        return doing(() -> organizations().inviteOwner(token, id, secret, ANNA, DAY, false));
    }

    private static void assertRefused(Reason reason, Runnable attempt) {
        assertThatExceptionOfType(MembershipRefusedException.class)
                .isThrownBy(attempt::run)
                .extracting(MembershipRefusedException::reason)
                .isEqualTo(reason);
    }

    @Test
    void makesAnOrganizationThatItsFirstOwnerTakesOver() {
        LinkSecret secret = LinkSecret.random(random);
        changing(() -> organizations().create(OPERATOR, NEW, "Umbrella"));
        invite(OPERATOR, NEW, secret);
        assertThat(doing(() -> organizations().all(OPERATOR)))
                .containsExactly(
                        new InstalledOrganization(ACME, "acme", 1, 1, 0),
                        new InstalledOrganization(NEW, "Umbrella", 0, 0, 1));

        DATABASE.bean(InvitationLinks.class).join(secret, new UserId("anna"), "Anna", BcryptFixtures.of("anna"));

        assertThat(doing(() -> organizations().all(OPERATOR)))
                .contains(new InstalledOrganization(NEW, "Umbrella", 1, 1, 0));
        assertRefused(Reason.ORGANIZATION_HAS_OWNER, () -> invite(OPERATOR, NEW, LinkSecret.random(random)));
    }

    @Test
    void aLinkToAnOrganizationWithoutOwnerTakesThePlaceOfTheOneBefore() {
        LinkSecret first = LinkSecret.random(random);
        LinkSecret second = LinkSecret.random(random);
        changing(() -> organizations().create(OPERATOR, NEW, "Umbrella"));
        invite(OPERATOR, NEW, first);
        invite(OPERATOR, NEW, second);

        assertRefused(
                Reason.INVITATION_REVOKED,
                () -> DATABASE.bean(InvitationLinks.class)
                        .join(first, new UserId("anna"), "Anna", BcryptFixtures.of("anna")));
    }

    @Test
    void whatIsNotThereOrThereAlreadyIsRefused() {
        assertRefused(
                Reason.ORGANIZATION_EXISTS, () -> changing(() -> organizations().create(OPERATOR, ACME, "Mine")));
        assertRefused(Reason.ORGANIZATION_HAS_OWNER, () -> invite(OPERATOR, ACME, LinkSecret.random(random)));
        assertRefused(Reason.NO_SUCH_ORGANIZATION, () -> invite(OPERATOR, NEW, LinkSecret.random(random)));
    }

    @Test
    void nobodyElseDoesAnOperatorsBusiness() {
        ViewerToken owner = OSCAR.token();

        assertRefused(Reason.OPERATOR_ONLY, () -> doing(() -> organizations().all(owner)));
        assertRefused(Reason.OPERATOR_ONLY, () -> changing(() -> organizations().create(owner, NEW, "Mine")));
        assertRefused(Reason.OPERATOR_ONLY, () -> invite(owner, ACME, LinkSecret.random(random)));
        assertThat(doing(() -> DATABASE.bean(InstallationAudit.class).entries(owner, AuditFilter.ALL, null, 10)))
                .isEmpty();
    }

    @Test
    void anOperatorHasJustSignedIn() {
        DATABASE.asOwner()
                .sql("UPDATE sessions SET authenticated_at = now() - interval '16 minutes' WHERE user_id = 'op'")
                .update();

        assertThatExceptionOfType(FreshSignInRequiredException.class)
                .isThrownBy(() -> changing(() -> organizations().create(OPERATOR, NEW, "Umbrella")));
    }

    @Test
    void aTokenOfAnOperatorOperatesNothing() {
        DATABASE.asOwner()
                .sql(
                        "UPDATE sessions SET kind = 'API_TOKEN', name = 'scrape', scopes = '{METRICS}' WHERE user_id = 'op'")
                .update();

        assertRefused(Reason.OPERATOR_ONLY, () -> doing(() -> organizations().all(OPERATOR)));
        assertThat(doing(() -> DATABASE.bean(InstallationAudit.class).entries(OPERATOR, AuditFilter.ALL, null, 10)))
                .isEmpty();
    }

    @Test
    void theInstallationsChainIsTheOperatorsToRead() {
        changing(() -> organizations().create(OPERATOR, NEW, "Umbrella"));

        assertThat(doing(() -> DATABASE.bean(InstallationAudit.class).entries(OPERATOR, AuditFilter.ALL, null, 1)))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.action().name()).isEqualTo("organization.created");
                    assertThat(entry.subject()).hasToString("AuditText[value=umbrella]");
                });
    }

    @Test
    void changesOfTheListPricesAreTheOperatorsAndAreWrittenDown() {
        ListPricesInForce builtIn = listPrices("");
        ListPricesInForce uploaded = listPrices("ab".repeat(32));

        changing(() -> changes().note(OPERATOR, builtIn, uploaded));
        changing(() -> changes().note(OPERATOR, uploaded, null));
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> changing(() -> changes().note(OSCAR.token(), builtIn, uploaded)));

        assertThat(doing(() -> DATABASE.bean(InstallationAudit.class).entries(OPERATOR, AuditFilter.ALL, null, 10)))
                .extracting(entry -> entry.action().name() + entry.before() + entry.after())
                .containsExactly(
                        "list_prices.withdrawn{sha256=AuditText[value=%s]}{}".formatted(uploaded.sha256()),
                        "list_prices.replaced{}{sha256=AuditText[value=%s], versions=AuditText[value=7]}"
                                .formatted(uploaded.sha256()));
    }

    private static ListPriceChanges changes() {
        return DATABASE.bean(ListPriceChanges.class);
    }

    private static ListPricesInForce listPrices(String sha256) {
        return new ListPricesInForce(
                ListPricesInForce.Origin.UPLOADED, "prices.json", "prices.json", sha256, 7, Instant.EPOCH);
    }

    @Test
    void operatorsBelongToNoOrganization() {
        assertThatThrownBy(() -> DATABASE.asOwner()
                        .sql("INSERT INTO memberships VALUES ('op', 'acme', 'OWNER')")
                        .update())
                .hasMessageContaining("operator_belongs_nowhere");
        assertThatThrownBy(() -> DATABASE.asOwner()
                        .sql("UPDATE accounts SET operator = true WHERE user_id = 'oscar'")
                        .update())
                .hasMessageContaining("operator_belongs_nowhere");
    }

    @Test
    void theLinkFromTheCommandLineLetsAnOperatorInOnce() {
        OperatorLinks links = DATABASE.bean(OperatorLinks.class);
        PasswordResets resets = DATABASE.bean(PasswordResets.class);
        LinkSecret replaced = LinkSecret.random(random);
        LinkSecret secret = LinkSecret.random(random);
        links.issue("second@host.example", replaced, false);
        links.issue("second@host.example", secret, false);
        assertThat(links.logins()).isEqualTo(List.of("op@host.example", "second@host.example"));

        assertRefused(Reason.NO_SUCH_RESET, () -> resets.reset(replaced, BcryptFixtures.of("taken")));
        resets.reset(secret, BcryptFixtures.of("chosen"));

        Accounts.Account second =
                DATABASE.bean(Accounts.class).findByLogin("second@host.example").orElseThrow();
        assertThat(second.passwordHash()).isEqualTo(BcryptFixtures.of("chosen"));
        assertThat(second.operator()).isTrue();
        assertRefused(Reason.NO_SUCH_RESET, () -> resets.reset(secret, BcryptFixtures.of("again")));
    }

    @Test
    void nobodyWhoBelongsSomewhereIsMadeAnOperator() {
        assertRefused(
                Reason.ADDRESS_TAKEN,
                () -> DATABASE.bean(OperatorLinks.class).issue("OSCAR", LinkSecret.random(random), false));
    }

    @Test
    void theSecondFactorGoesWithTheLinkOnlyWhereThatIsAskedFor() {
        OperatorLinks links = DATABASE.bean(OperatorLinks.class);
        DATABASE.asOwner()
                .sql("INSERT INTO second_factors (user_id, sealed, last_step) VALUES ('op', 'sealed', 1)")
                .update();

        links.issue("op@host.example", LinkSecret.random(random), false);
        assertThat(secondFactors()).isOne();
        links.issue("op@host.example", LinkSecret.random(random), true);
        assertThat(secondFactors()).isZero();
    }

    private static long secondFactors() {
        return DATABASE.asOwner()
                .sql("SELECT count(*) FROM second_factors")
                .query(Long.class)
                .single();
    }
}
