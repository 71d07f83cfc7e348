package io.tokentally.adapter.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.KeyReviews;
import io.tokentally.application.port.out.access.Members;
import io.tokentally.application.port.out.access.OperatorAccounts;
import io.tokentally.application.port.out.access.PasswordResets;
import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.domain.access.BcryptFixtures;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.KeyToReview;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.MembershipRefusedException.Reason;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.access.ViewerToken;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tom belongs to Acme and to Globex. */
class JdbcPasswordResetsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final Viewer OSCAR = ViewerFixtures.viewer(new UserId("oscar"), ACME, Role.OWNER);
    private static final Viewer TOM = ViewerFixtures.viewer(new UserId("tom"), ACME, Role.MEMBER);
    private static final ViewerToken OPERATOR = ViewerFixtures.token(new UserId("op"));

    private final SecureRandom random = new SecureRandom();

    @BeforeEach
    void fill() {
        DATABASE.addMember(OSCAR);
        DATABASE.addMember(TOM);
        DATABASE.addMember(ViewerFixtures.viewer(new UserId("tom"), GLOBEX, Role.ADMIN));
        DATABASE.asOwner().sql("""
                        INSERT INTO accounts (user_id, login, display_name, password_hash, one_time_password, operator)
                        VALUES ('op', 'op@host.example', 'Op', '{bcrypt}$2a$10$' || repeat('h', 53), false, true)""").update();
        DATABASE.asOwner()
                .sql("UPDATE accounts SET login = 'tom@acme.example', managed_by = 'acme' WHERE user_id = 'tom'")
                .update();
        DATABASE.asOwner().sql("UPDATE sessions SET ended_at = NULL").update();
        DATABASE.asOwner().sql("""
                        INSERT INTO virtual_keys (id, organization_id, name, prefix, hash, holder_kind, user_id, created_by,
                            created_at, change, policy)
                        SELECT gen_random_uuid(), 'acme', holder || '''s', 'tt_', sha256(holder::bytea), 'USER', holder, holder,
                            now(), 0, '{"unrestricted": true}'
                        FROM unnest(ARRAY['tom', 'oscar']) holder""").update();
    }

    private static PasswordResets resets() {
        return DATABASE.bean(PasswordResets.class);
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

    private LinkSecret issue() {
        LinkSecret secret = LinkSecret.random(random);
        changing(() -> DATABASE.bean(OperatorAccounts.class).issueResetLink(OPERATOR, TOM.userId(), secret));
        return secret;
    }

    private static Accounts.Account tom() {
        return DATABASE.bean(Accounts.class).findByLogin("tom@acme.example").orElseThrow();
    }

    private static void assertRefused(Reason reason, Runnable attempt) {
        assertThatExceptionOfType(MembershipRefusedException.class)
                .isThrownBy(attempt::run)
                .extracting(MembershipRefusedException::reason)
                .isEqualTo(reason);
    }

    private static long openSessionsOfTom() {
        return DATABASE.asOwner()
                .sql("SELECT count(*) FROM sessions WHERE user_id = 'tom' AND ended_at IS NULL")
                .query(Long.class)
                .single();
    }

    @Test
    void theOperatorsLinkSetsThePasswordOfAPersonOfTwoOrganizationsOnce() {
        LinkSecret secret = issue();
        assertThat(resets().find(secret).orElseThrow().login()).isEqualTo("tom@acme.example");
        assertThat(openSessionsOfTom()).isOne();

        resets().reset(secret, BcryptFixtures.of("new"));

        assertThat(tom().passwordHash()).isEqualTo(BcryptFixtures.of("new"));
        assertThat(tom().oneTimePassword()).isFalse();
        assertThat(openSessionsOfTom()).isZero();
        assertThat(resets().find(secret)).isEmpty();
        assertRefused(Reason.NO_SUCH_RESET, () -> resets().reset(secret, BcryptFixtures.of("again")));
        assertThat(DATABASE.asOwner()
                        .sql("SELECT chain || ' ' || action FROM audit_entries WHERE action = 'password.reset_by_link'")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(
                        " password.reset_by_link", "acme password.reset_by_link", "globex password.reset_by_link");
    }

    @Test
    void aLinkThatIsOldOrReplacedSetsNothing() {
        LinkSecret replaced = issue();
        LinkSecret expired = issue();
        DATABASE.asOwner().sql("UPDATE password_resets SET expires_at = now()").update();

        for (LinkSecret secret : List.of(replaced, expired, LinkSecret.random(random))) {
            assertThat(resets().find(secret)).isEmpty();
            assertRefused(Reason.NO_SUCH_RESET, () -> resets().reset(secret, BcryptFixtures.of("taken")));
        }
        assertThat(tom().passwordHash()).isEqualTo("{bcrypt}$2a$10$" + "h".repeat(53));
    }

    /** Worked before, for a day: whoever changed a password because somebody else had a link to it went on being in their hands. */
    @Test
    void aLinkEndsWithThePasswordThatItIsFor() {
        LinkSecret secret = issue();

        DATABASE.bean(Sessions.class).replacePassword(TOM.token(), BcryptFixtures.of("own"));

        assertThat(resets().find(secret)).isEmpty();
        assertRefused(Reason.NO_SUCH_RESET, () -> resets().reset(secret, BcryptFixtures.of("taken")));
    }

    @Test
    void nobodyButAnOperatorIssuesLinks() {
        OperatorAccounts accounts = DATABASE.bean(OperatorAccounts.class);
        LinkSecret secret = LinkSecret.random(random);

        for (ViewerToken token : List.of(OSCAR.token(), TOM.token(), ViewerToken.NONE)) {
            assertRefused(
                    Reason.OPERATOR_ONLY, () -> changing(() -> accounts.issueResetLink(token, TOM.userId(), secret)));
            assertRefused(Reason.OPERATOR_ONLY, () -> changing(() -> accounts.releaseAddress(token, TOM.userId())));
            assertRefused(
                    Reason.OPERATOR_ONLY,
                    () -> doing(() -> accounts.find(token, new EmailAddress("tom@acme.example"))));
        }
        assertThat(resets().find(secret)).isEmpty();
        assertThat(doing(() -> accounts.find(OPERATOR, new EmailAddress("tom@acme.example"))))
                .hasValueSatisfying(found -> assertThat(found.organizations()).isEqualTo(2));
    }

    @Test
    void mailGoesToProvenAddressesAloneAndNotMoreThanThriceAnHour() {
        assertThat(resets().request("tom@acme.example", LinkSecret.random(random)))
                .isEmpty();
        assertThat(resets().request("nobody@acme.example", LinkSecret.random(random)))
                .isEmpty();
        DATABASE.asOwner().sql("UPDATE accounts SET address_proven_at = now()").update();

        LinkSecret secret = LinkSecret.random(random);
        assertThat(resets().request("TOM@acme.example", secret)).contains(new EmailAddress("tom@acme.example"));
        assertThat(resets().find(secret)).isPresent();
        assertThat(resets().request("op@host.example", LinkSecret.random(random)))
                .isEmpty();
        assertThat(resets().request("tom@acme.example", LinkSecret.random(random)))
                .isPresent();
        assertThat(resets().request("tom@acme.example", LinkSecret.random(random)))
                .isPresent();
        assertThat(resets().request("tom@acme.example", LinkSecret.random(random)))
                .isEmpty();
    }

    @Test
    void keysOfAPersonWhosePasswordWasResetAreListedToOwnersUntilTheyDecide() {
        resets().reset(issue(), BcryptFixtures.of("new"));
        KeyReviews reviews = DATABASE.bean(KeyReviews.class);

        assertThat(doing(() -> reviews.all(OSCAR)))
                .extracting(KeyToReview::name)
                .containsExactly("tom's");
        assertThat(doing(() -> reviews.all(TOM))).isEmpty();
        KeyToReview key = doing(() -> reviews.all(OSCAR)).getFirst();
        assertRefused(Reason.OWNER_ONLY, () -> changing(() -> reviews.keep(TOM, key.id())));

        changing(() -> reviews.keep(OSCAR, key.id()));

        assertThat(doing(() -> reviews.all(OSCAR))).isEmpty();
        assertRefused(Reason.NO_SUCH_KEY, () -> changing(() -> reviews.keep(OSCAR, key.id())));
    }

    @Test
    void anOwnersResetListsTheKeysToo() {
        DATABASE.asOwner()
                .sql("DELETE FROM memberships WHERE organization_id = 'globex'")
                .update();

        changing(() -> DATABASE.bean(Members.class).resetPassword(OSCAR, TOM.userId(), BcryptFixtures.of("one-time")));

        assertThat(doing(() -> DATABASE.bean(KeyReviews.class).all(OSCAR)))
                .extracting(KeyToReview::name)
                .containsExactly("tom's");
        assertThat(tom().oneTimePassword()).isTrue();
    }
}
