package io.tokentally.adapter.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.access.AddressConfirmations;
import io.tokentally.application.port.out.access.Invitations;
import io.tokentally.application.port.out.access.PasswordResets;
import io.tokentally.application.port.out.mailing.UsageMailChoices;
import io.tokentally.domain.access.BcryptFixtures;
import io.tokentally.domain.access.EmailAddress;
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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever reads mail at their address shows it by a link, once, and shows nothing else by it. */
class JdbcAddressConfirmationsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada"), ACME, Role.MEMBER);
    private static final Viewer GWEN = ViewerFixtures.viewer(new UserId("gwen"), GLOBEX, Role.OWNER);
    private static final EmailAddress ADDRESS = new EmailAddress("ada@acme.example");

    private final SecureRandom random = new SecureRandom();
    private final AddressConfirmations confirmations = DATABASE.bean(AddressConfirmations.class);

    @BeforeEach
    void fill() {
        DATABASE.addMember(ADA);
        DATABASE.addMember(GWEN);
        sql("UPDATE accounts SET login = user_id || '@acme.example'");
        openSessions();
    }

    private static void sql(String statement) {
        DATABASE.asOwner().sql(statement).update();
    }

    /** Whose account changes is signed out. */
    private static void openSessions() {
        sql("UPDATE sessions SET ended_at = NULL");
    }

    private Optional<EmailAddress> request(ViewerToken token, LinkSecret secret) {
        return DATABASE.inTransaction(() -> confirmations.request(token, secret));
    }

    private LinkSecret link() {
        LinkSecret secret = LinkSecret.random(random);
        assertThat(request(ADA.token(), secret)).contains(ADDRESS);
        return secret;
    }

    private static boolean isProven(Viewer viewer) {
        return DATABASE.inTransaction(
                () -> DATABASE.bean(UsageMailChoices.class).isAddressProven(viewer));
    }

    private void assertOpensNothing(LinkSecret secret) {
        assertThat(confirmations.find(secret)).isEmpty();
        assertThatExceptionOfType(MembershipRefusedException.class)
                .isThrownBy(() -> confirmations.confirm(secret))
                .extracting(MembershipRefusedException::reason)
                .isEqualTo(Reason.NO_SUCH_CONFIRMATION);
    }

    private static List<@Nullable String> written() {
        return DATABASE.asOwner()
                .sql(
                        "SELECT chain || ' ' || action FROM audit_entries WHERE action LIKE 'address.%' ORDER BY action, chain")
                .query(String.class)
                .list();
    }

    @Test
    void aLinkProvesTheAddressOnceAndEverywhereThePersonBelongsItIsWrittenDown() {
        LinkSecret secret = link();
        LinkSecret other = link();
        assertThat(confirmations.find(secret).orElseThrow().address()).isEqualTo("ada@acme.example");
        assertThat(isProven(ADA)).as("opened").isFalse();

        confirmations.confirm(secret);

        assertThat(isProven(ADA)).isTrue();
        assertThat(isProven(GWEN)).isFalse();
        assertOpensNothing(secret);
        assertOpensNothing(other);
        assertThat(written())
                .containsExactly(
                        " address.confirmation_requested",
                        " address.confirmation_requested",
                        " address.confirmed",
                        "acme address.confirmed");
    }

    @Test
    void theDatabaseKeepsTheHashAlone() {
        LinkSecret secret = link();

        assertThat(DATABASE.asOwner()
                        .sql("SELECT row_to_json(asked)::text FROM address_confirmations asked")
                        .query(String.class)
                        .single())
                .doesNotContain(secret.value());
    }

    @Test
    void aLinkWorksForADay() {
        LinkSecret secret = link();
        assertThat(Duration.between(
                        Instant.now(), confirmations.find(secret).orElseThrow().expiresAt()))
                .isBetween(Duration.ofHours(23), Duration.ofHours(24).plusMinutes(1));

        sql("UPDATE address_confirmations SET expires_at = now()");

        assertOpensNothing(secret);
        assertThat(isProven(ADA)).isFalse();
    }

    @Test
    void threeGoOutWithinAnHourAndFiveWithinADay() {
        for (int i = 0; i < 3; i++) {
            link();
        }
        assertThat(request(ADA.token(), LinkSecret.random(random))).isEmpty();
        assertThat(request(GWEN.token(), LinkSecret.random(random))).isPresent();

        sql("UPDATE address_confirmations SET created_at = now() - interval '61 minutes'");
        link();
        link();
        assertThat(request(ADA.token(), LinkSecret.random(random))).isEmpty();

        sql("UPDATE address_confirmations SET created_at = now() - interval '25 hours'");
        link();
        assertThat(DATABASE.asOwner()
                        .sql("SELECT count(*) FROM address_confirmations WHERE user_id = 'ada'")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void whoAsksMeanwhileIsCountedWithThem() throws Exception {
        ExecutorService meanwhile = Executors.newSingleThreadExecutor();
        try (Connection first = DATABASE.connectAsApplication();
                Connection second = DATABASE.connectAsApplication()) {
            first.setAutoCommit(false);
            for (int i = 0; i < 3; i++) {
                assertThat(askedBy(first, i)).isEqualTo("ada@acme.example");
            }
            Future<@Nullable String> answer = meanwhile.submit(() -> askedBy(second, 3));
            assertThatExceptionOfType(TimeoutException.class)
                    .as("waits for the first")
                    .isThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS));

            first.commit();

            assertThat(answer.get(10, TimeUnit.SECONDS)).isNull();
        } finally {
            meanwhile.shutdownNow();
        }
    }

    /** What the function answers to Ada, outside the pool of one connection that the adapter has here. */
    private static @Nullable String askedBy(Connection connection, int secret) throws SQLException {
        try (PreparedStatement identity =
                        connection.prepareStatement("SELECT set_config('tokentally.session_token', ?, false)");
                PreparedStatement request =
                        connection.prepareStatement("SELECT request_address_confirmation(sha256(?::text::bytea))")) {
            identity.setString(1, ADA.token().value());
            identity.execute();
            request.setInt(1, secret);
            try (ResultSet answer = request.executeQuery()) {
                answer.next();
                return answer.getString(1);
            }
        }
    }

    @Test
    void nothingGoesToWhoeverNeedsNoneOrMayNotAsk() {
        LinkSecret secret = LinkSecret.random(random);
        assertThat(request(ViewerToken.NONE, secret)).isEmpty();

        sql("UPDATE sessions SET scopes = ARRAY['OWN_USAGE'] WHERE user_id = 'ada'");
        assertThat(request(ADA.token(), secret)).as("an API token").isEmpty();
        sql("UPDATE sessions SET scopes = NULL WHERE user_id = 'ada'");

        for (String state :
                List.of("address_proven_at = now()", "login = 'ada'", "login = 'ada lovelace@acme.example'")) {
            sql("UPDATE accounts SET %s WHERE user_id = 'ada'".formatted(state));
            openSessions();
            assertThat(request(ADA.token(), secret)).as(state).isEmpty();
            sql("UPDATE accounts SET login = 'ada@acme.example' WHERE user_id = 'ada'");
            sql("UPDATE accounts SET address_proven_at = NULL WHERE user_id = 'ada'");
        }
        openSessions();
        assertThat(request(ADA.token(), secret)).isPresent();
    }

    @Test
    void anotherAddressIsUnprovenAndOlderLinksAreForTheOldOne() {
        LinkSecret unused = link();
        LinkSecret used = link();
        sql("UPDATE accounts SET login = 'ADA@acme.example' WHERE user_id = 'ada'");
        assertThat(confirmations.find(used)).as("the same address").isPresent();
        confirmations.confirm(used);
        sql("UPDATE address_confirmations SET used_at = NULL WHERE secret_hash = sha256('%s')"
                .formatted(unused.value()));
        LinkSecret password = LinkSecret.random(random);
        PasswordResets resets = DATABASE.bean(PasswordResets.class);
        assertThat(resets.request("ada@acme.example", password)).isPresent();

        sql("UPDATE accounts SET login = 'lovelace@acme.example' WHERE user_id = 'ada'");
        openSessions();

        assertThat(isProven(ADA)).isFalse();
        assertOpensNothing(unused);
        assertThat(resets.find(password)).isEmpty();
    }

    @Test
    void aLinkOfAnAccountThatWasClosedOpensNothing() {
        LinkSecret secret = link();

        sql("UPDATE accounts SET closed_at = now() WHERE user_id = 'ada'");

        assertOpensNothing(secret);
    }

    /**
     * Whoever made an account with somebody else's address asks for the link, and its reader confirms what they take for their own: what
     * others invite them to is not told to whoever has the password.
     */
    @Test
    void anAccountThatSomebodyElseMadeIsToldOfNoInvitationUntilThePasswordWasSetByMail() {
        sql("""
                INSERT INTO invitations (secret_hash, organization_id, address, role, by_mail, created_by, expires_at)
                VALUES (sha256('x'), 'globex', 'ada@acme.example', 'ADMIN', true, 'gwen', now() + interval '1 day')""");
        Invitations invitations = DATABASE.bean(Invitations.class);

        confirmations.confirm(link());

        assertThat(DATABASE.inTransaction(() -> invitations.received(ADA.token())))
                .isEmpty();
        LinkSecret password = LinkSecret.random(random);
        PasswordResets resets = DATABASE.bean(PasswordResets.class);
        assertThat(resets.request("ada@acme.example", password)).contains(ADDRESS);
        resets.reset(password, BcryptFixtures.of("own"));
        openSessions();
        assertThat(DATABASE.inTransaction(() -> invitations.received(ADA.token())))
                .hasSize(1);
    }

    @Test
    void whatWorksForSomebodyAsksForNoLink() {
        sql("UPDATE sessions SET kind = 'WORK', job = 'export', organization_id = 'acme' WHERE user_id = 'ada'");

        assertThat(request(ADA.token(), LinkSecret.random(random))).isEmpty();
    }
}
