package io.tokentally.adapter.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.access.ApiTokens;
import io.tokentally.application.port.out.access.Members;
import io.tokentally.application.port.out.access.OwnSessions;
import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.application.port.out.access.WorkSessions;
import io.tokentally.domain.access.ApiToken;
import io.tokentally.domain.access.ApiTokenRefusedException;
import io.tokentally.domain.access.ApiTokenRefusedException.Reason;
import io.tokentally.domain.access.ApiTokenSecret;
import io.tokentally.domain.access.BcryptFixtures;
import io.tokentally.domain.access.FreshSignInRequiredException;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.NewApiToken;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JdbcApiTokensIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final UserId TOM = new UserId("tom");
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final Viewer OSCAR = ViewerFixtures.viewer(new UserId("oscar"), ACME, Role.OWNER);
    private static final Viewer GINA = ViewerFixtures.viewer(new UserId("gina"), GLOBEX, Role.OWNER);
    private static final Viewer ALICE = ViewerFixtures.viewer(new UserId("alice"), ACME, Role.ADMIN);
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada"), ACME, Role.MEMBER);
    private static final Viewer TOM_AT_ACME = ViewerFixtures.viewer(TOM, ACME, Role.MEMBER);
    private static final Viewer TOM_AT_GLOBEX = ViewerFixtures.viewer(TOM, GLOBEX, Role.ADMIN);

    private final SecureRandom random = new SecureRandom();

    @BeforeEach
    void fill() {
        List.of(OSCAR, GINA, ALICE, ADA, TOM_AT_ACME, TOM_AT_GLOBEX).forEach(DATABASE::addMember);
    }

    private static ApiTokens tokens() {
        return DATABASE.bean(ApiTokens.class);
    }

    private static Sessions sessions() {
        return DATABASE.bean(Sessions.class);
    }

    private ApiTokenSecret make(Viewer viewer, Scope... scopes) {
        return make(viewer, viewer.organizationId(), Duration.ofDays(30), scopes);
    }

    private ApiTokenSecret make(
            Viewer viewer, @Nullable OrganizationId organizationId, Duration lifetime, Scope... scopes) {
        ApiTokenSecret secret = ApiTokenSecret.random(random);
        NewApiToken wanted =
                new NewApiToken("nightly", Set.of(scopes), Instant.now().plus(lifetime));
        run(() -> tokens().add(viewer.token(), organizationId, secret, wanted));
        return secret;
    }

    private static void run(Runnable work) {
        DATABASE.inTransaction(() -> {
            work.run();
            return true;
        });
    }

    private static Session session(Viewer viewer) {
        return sessions().find(viewer.token()).orElseThrow();
    }

    private static List<ApiToken> own(Viewer viewer) {
        return DATABASE.inTransaction(() -> tokens().own(session(viewer)));
    }

    private static void assertRefused(Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable attempt) {
        assertThatExceptionOfType(ApiTokenRefusedException.class)
                .isThrownBy(attempt)
                .returns(reason, ApiTokenRefusedException::reason);
    }

    private static boolean lives(ApiTokenSecret secret) {
        return sessions().find(secret.token()).isPresent();
    }

    @Test
    void aTokenIsASessionOfItsPersonInOneOrganization() {
        ApiTokenSecret secret = make(TOM_AT_GLOBEX, Scope.ORGANIZATION_USAGE, Scope.PRICES);

        Session session = sessions().find(secret.token()).orElseThrow();
        assertThat(session.kind()).isEqualTo(Session.Kind.API_TOKEN);
        assertThat(session.scopes()).containsExactlyInAnyOrder(Scope.ORGANIZATION_USAGE, Scope.PRICES);
        assertThat(session.memberships()).containsExactly(new Membership(TOM, GLOBEX, "globex", Role.ADMIN));
        assertThat(session.chosenOrganization()).isEqualTo(GLOBEX);
    }

    @Test
    void theListTellsOfATokenAndWhenItWasUsedLast() {
        ApiTokenSecret secret = make(ADA, Scope.OWN_USAGE);

        assertThat(own(ADA)).singleElement().satisfies(token -> {
            assertThat(token.name()).isEqualTo("nightly");
            assertThat(token.scopes()).containsExactly(Scope.OWN_USAGE);
            assertThat(token.organizationId()).isEqualTo(ACME);
            assertThat(token.holder().userId()).isEqualTo(ADA.userId());
            assertThat(token.lastUsedAt()).isNull();
        });
        sessions().noteActivity(secret.token());

        assertThat(own(ADA))
                .singleElement()
                .satisfies(token -> assertThat(token.lastUsedAt()).isNotNull());
        assertThat(own(ALICE)).isEmpty();
    }

    @Test
    void tokensAreNotAmongTheSessions() {
        make(ADA, Scope.OWN_USAGE);

        assertThat(DATABASE.inTransaction(() -> DATABASE.bean(OwnSessions.class).all(ADA.token())))
                .hasSize(1);
        assertThat(DATABASE.inTransaction(() -> DATABASE.bean(OwnSessions.class).endOthers(ADA.token())))
                .isZero();
        UUID id = own(ADA).getFirst().id();
        assertThat(DATABASE.inTransaction(() -> DATABASE.bean(OwnSessions.class).end(ADA.token(), id)))
                .isFalse();
    }

    @Test
    void theDatabaseAndTheAuditLogKeepNoToken() {
        ApiTokenSecret secret = make(ADA, Scope.OWN_USAGE);
        run(() -> tokens().revoke(ADA.token(), own(ADA).getFirst().id()));

        assertThat(DATABASE.asOwner()
                        .sql("SELECT row_to_json(session)::text FROM sessions session UNION ALL"
                                + " SELECT row_to_json(entry)::text FROM audit_entries entry UNION ALL"
                                + " SELECT row_to_json(known)::text FROM audit_personal known")
                        .query(String.class)
                        .list())
                .noneMatch(row -> row.contains(secret.value()));
        assertThat(DATABASE.asOwner()
                        .sql("SELECT action FROM audit_entries WHERE chain = 'acme' ORDER BY number")
                        .query(String.class)
                        .list())
                .containsExactly("api_token.created", "api_token.revoked");
    }

    @Test
    void aRevokedTokenOpensNothingAtOnceAndNeitherDoesItsWork() {
        ApiTokenSecret secret = make(OSCAR, Scope.PRICES);
        Viewer worker =
                DATABASE.bean(WorkSessions.class).open(OSCAR.by(secret.token()), "repricing", Duration.ofHours(1));
        assertThat(sessions().find(worker.token())).isPresent();

        run(() -> tokens().revoke(OSCAR.token(), own(OSCAR).getFirst().id()));

        assertThat(lives(secret)).isFalse();
        assertThat(sessions().find(worker.token())).isEmpty();
        assertThat(own(OSCAR)).isEmpty();
    }

    @Test
    void allOfOnesTokensAreRevokedTogether() {
        List<ApiTokenSecret> made = List.of(
                make(TOM_AT_ACME, Scope.OWN_USAGE), make(TOM_AT_GLOBEX, Scope.PRICES), make(ADA, Scope.OWN_USAGE));

        assertThat(DATABASE.inTransaction(() -> tokens().revokeAll(TOM_AT_ACME.token())))
                .isEqualTo(2);

        assertThat(made).filteredOn(JdbcApiTokensIT::lives).containsExactly(made.getLast());
    }

    @Test
    void nobodyButItsPersonAndTheOrganizationsOwnerRevokesIt() {
        ApiTokenSecret secret = make(TOM_AT_ACME, Scope.OWN_USAGE);
        UUID id = own(TOM_AT_ACME).getFirst().id();

        for (Viewer viewer : List.of(GINA, ALICE, ADA)) {
            assertRefused(Reason.NO_SUCH_TOKEN, () -> run(() -> tokens().revoke(viewer, id)));
        }
        assertThat(lives(secret)).isTrue();
        run(() -> tokens().revoke(OSCAR, id));
        assertThat(lives(secret)).isFalse();
    }

    @Test
    void ownersSeeTheTokensThatAreUsedInTheirOrganization() {
        make(TOM_AT_ACME, Scope.OWN_USAGE);
        make(TOM_AT_GLOBEX, Scope.PRICES);
        make(ADA, Scope.KEYS);

        assertThat(DATABASE.inTransaction(() -> tokens().ofOrganization(OSCAR)))
                .extracting(token -> token.holder().userId().value() + " " + token.scopes())
                .containsExactly("ada [KEYS]", "tom [OWN_USAGE]");
        assertThat(DATABASE.inTransaction(() -> tokens().ofOrganization(ALICE))).isEmpty();
        assertThat(DATABASE.inTransaction(() -> tokens().ofOrganization(GINA))).hasSize(1);
    }

    @Test
    void nobodyMakesATokenForMoreThanTheyMay() {
        assertRefused(Reason.SCOPE_NOT_YOURS, () -> make(ADA, Scope.ORGANIZATION_USAGE));
        assertRefused(Reason.SCOPE_NOT_YOURS, () -> make(ALICE, Scope.MEMBERS));
        assertRefused(Reason.SCOPE_NOT_YOURS, () -> make(OSCAR, Scope.METRICS));
        assertRefused(
                Reason.NO_ORGANIZATION, () -> make(OSCAR.by(OSCAR.token()), null, Duration.ofDays(1), Scope.KEYS));
        assertRefused(Reason.NO_ORGANIZATION, () -> make(ADA, GLOBEX, Duration.ofDays(1), Scope.KEYS));
        assertRefused(Reason.EXPIRY_NOT_POSSIBLE, () -> make(ADA, ACME, Duration.ofDays(367), Scope.KEYS));
        assertRefused(Reason.EXPIRY_NOT_POSSIBLE, () -> make(ADA, ACME, Duration.ofDays(-1), Scope.KEYS));
    }

    @Test
    void operatorsMakeTokensThatReadMetricsAndDoNothingElse() {
        DATABASE.asOwner().sql("""
                        INSERT INTO accounts (user_id, login, display_name, password_hash, one_time_password, operator)
                        VALUES ('op', 'op', 'Op', '{bcrypt}$2a$10$' || repeat('h', 53), false, true)""").update();
        Viewer operator = ViewerFixtures.viewer(new UserId("op"), ACME, Role.OWNER);

        ApiTokenSecret secret = make(operator, null, Duration.ofDays(366), Scope.METRICS);

        Session session = sessions().find(secret.token()).orElseThrow();
        assertThat(session.operator()).isTrue();
        assertThat(session.memberships()).isEmpty();
        assertRefused(Reason.METRICS_ALONE, () -> make(operator, null, Duration.ofDays(1), Scope.METRICS, Scope.KEYS));

        DATABASE.asOwner()
                .sql("UPDATE accounts SET operator = false WHERE user_id = 'op'")
                .update();
        assertThat(lives(secret)).isFalse();
    }

    @Test
    void aStaleSignInMakesNoToken() {
        DATABASE.asOwner()
                .sql("UPDATE sessions SET authenticated_at = now() - interval '16 minutes'")
                .update();

        assertThatExceptionOfType(FreshSignInRequiredException.class).isThrownBy(() -> make(ADA, Scope.OWN_USAGE));
    }

    @Test
    void aTokenMakesAndRevokesNone() {
        Viewer program = OSCAR.by(make(OSCAR, Scope.MEMBERS, Scope.KEYS).token());
        UUID id = own(OSCAR).getFirst().id();

        assertRefused(Reason.NOT_BY_TOKEN, () -> make(program, Scope.KEYS));
        assertRefused(Reason.NOT_BY_TOKEN, () -> run(() -> tokens().revoke(program, id)));
        assertRefused(Reason.NOT_BY_TOKEN, () -> DATABASE.inTransaction(() -> tokens().revokeAll(program.token())));
        assertRefused(
                Reason.NOT_BY_TOKEN,
                () -> run(() ->
                        DATABASE.bean(Members.class).resetPassword(program, ADA.userId(), BcryptFixtures.of("new"))));
        assertThat(own(program)).isEmpty();
    }

    @Test
    void nobodyHasMoreThanFifty() {
        for (int i = 0; i < ApiToken.MAX_PER_PERSON; i++) {
            make(ADA, Scope.OWN_USAGE);
        }

        assertRefused(Reason.TOO_MANY_TOKENS, () -> make(ADA, Scope.OWN_USAGE));
        run(() -> tokens().revoke(ADA.token(), own(ADA).getFirst().id()));
        make(ADA, Scope.OWN_USAGE);
    }

    /** What others do to an account ends its tokens, but what its person does and what is looked up anyway does not. */
    enum Change {
        OWN_PASSWORD(true),
        ROLE(true),
        OTHER_ORGANIZATION_LEFT(true),
        RESET_BY_OWNER(false),
        RESET_BY_LINK(false),
        REMOVED(false),
        LEFT(false),
        CLOSED(false),
        OPERATOR(false);

        private final boolean stays;

        Change(boolean stays) {
            this.stays = stays;
        }
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void whatOthersDoToAnAccountEndsItsTokens(Change change) {
        Viewer holder = change == Change.OTHER_ORGANIZATION_LEFT ? TOM_AT_ACME : ADA;
        ApiTokenSecret secret = make(holder, Scope.OWN_USAGE);
        Members members = DATABASE.bean(Members.class);
        UserId ada = ADA.userId();

        switch (change) {
            case OWN_PASSWORD -> sessions().replacePassword(ADA.token(), BcryptFixtures.of("new"));
            case ROLE -> run(() -> members.changeRole(OSCAR, ada, Role.ADMIN));
            case OTHER_ORGANIZATION_LEFT -> run(() -> members.leave(TOM_AT_GLOBEX));
            case RESET_BY_OWNER -> run(() -> members.resetPassword(OSCAR, ada, BcryptFixtures.of("new")));
            case RESET_BY_LINK -> {
                DATABASE.asOwner().sql("""
                                INSERT INTO password_resets (secret_hash, user_id, by_mail, expires_at)
                                VALUES (sha256('s'), 'ada', true, now() + interval '1 hour')""").update();
                DATABASE.asAuthentication()
                        .sql("SELECT reset_password_by_link(sha256('s'), ?)")
                        .param(BcryptFixtures.of("new"))
                        .query()
                        .singleRow();
            }
            case REMOVED -> run(() -> members.remove(OSCAR, ada));
            case LEFT -> run(() -> members.leave(ADA));
            case CLOSED -> run(() -> members.close(OSCAR, ada));
            case OPERATOR ->
                // A member is never made an operator; a token that was left over would end all the same.
                DATABASE.asOwner().sql("""
                                ALTER TABLE accounts DISABLE TRIGGER keep_member_from_operating;
                                UPDATE accounts SET operator = true WHERE user_id = 'ada';
                                ALTER TABLE accounts ENABLE TRIGGER keep_member_from_operating""").update();
        }

        assertThat(lives(secret)).isEqualTo(change.stays);
    }

    static Stream<Named<String>> malformed() {
        return Stream.of(
                Named.of("without a name", "'API_TOKEN', 'acme', NULL, ARRAY['KEYS'], now() + interval '1 day'"),
                Named.of("without scopes", "'API_TOKEN', 'acme', 'n', NULL, now() + interval '1 day'"),
                Named.of("with no scope", "'API_TOKEN', 'acme', 'n', ARRAY[]::text[], now() + interval '1 day'"),
                Named.of("with a made-up scope", "'API_TOKEN', 'acme', 'n', ARRAY['ALL'], now() + interval '1 day'"),
                Named.of("without an organization", "'API_TOKEN', NULL, 'n', ARRAY['KEYS'], now() + interval '1 day'"),
                Named.of(
                        "for longer than a year",
                        "'API_TOKEN', 'acme', 'n', ARRAY['KEYS'], now() + interval '367 days'"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void theTableTakesNoTokenThatIsNone(String values) {
        assertThatExceptionOfType(org.springframework.dao.DataIntegrityViolationException.class)
                .isThrownBy(() -> DATABASE.asOwner()
                        .sql(
                                "INSERT INTO sessions (token_hash, user_id, kind, organization_id, name, scopes, expires_at)"
                                        + " VALUES (sha256('x'), 'ada', " + values + ")")
                        .update());
    }

    @Test
    void whatWasRevokedLongAgoIsForgotten() {
        make(ADA, Scope.OWN_USAGE);
        run(() -> tokens().revokeAll(ADA.token()));
        assertThat(sessions().purge()).isZero();

        DATABASE.asOwner()
                .sql("UPDATE sessions SET ended_at = now() - interval '31 days' WHERE kind = 'API_TOKEN'")
                .update();

        assertThat(sessions().purge()).isEqualTo(1);
    }
}
