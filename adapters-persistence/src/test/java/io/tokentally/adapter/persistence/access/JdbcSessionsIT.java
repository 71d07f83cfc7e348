package io.tokentally.adapter.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.Members;
import io.tokentally.application.port.out.access.OrganizationName;
import io.tokentally.application.port.out.access.OwnSessions;
import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.application.port.out.access.Sessions.NewSession;
import io.tokentally.application.port.out.access.WorkSessions;
import io.tokentally.application.port.out.calendar.CalendarChoice;
import io.tokentally.application.port.out.repricing.WaitingCallsChoice;
import io.tokentally.application.port.out.retention.RetentionChoice;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.BcryptFixtures;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.OpenSession;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.PasswordRefusedException;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.domain.access.UnknownOrganizationException;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.tck.access.SessionsContract;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JdbcSessionsIT extends SessionsContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final UserId TOM = new UserId("tom");
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final Viewer OSCAR = ViewerFixtures.viewer(new UserId("oscar"), ACME, Role.OWNER);
    private static final Viewer TOM_AT_ACME = ViewerFixtures.viewer(TOM, ACME, Role.MEMBER);
    private static final Viewer TOM_AT_GLOBEX = ViewerFixtures.viewer(TOM, GLOBEX, Role.ADMIN);

    private static final Viewer ADA_AT_ACME = ViewerFixtures.viewer(new UserId("ada"), ACME, Role.MEMBER);

    private final SecureRandom random = new SecureRandom();

    @BeforeEach
    void fill() {
        List.of(OSCAR, TOM_AT_ACME, TOM_AT_GLOBEX, ADA_AT_ACME).forEach(DATABASE::addMember);
    }

    @Override
    protected Sessions sessions() {
        return kept();
    }

    private static Sessions kept() {
        return DATABASE.bean(Sessions.class);
    }

    private static OwnSessions own() {
        return DATABASE.bean(OwnSessions.class);
    }

    private ViewerToken signIn(boolean passwordChangeOnly, Duration lifetime, Duration idleLimit) {
        ViewerToken token = ViewerToken.random(random);
        sessions()
                .open(
                        token,
                        new NewSession(
                                Session.Kind.BROWSER,
                                TOM,
                                passwordChangeOnly,
                                lifetime,
                                idleLimit,
                                "192.0.2.7",
                                "Browser 1.0"));
        return token;
    }

    private ViewerToken signIn() {
        return signIn(false, Duration.ofHours(12), Duration.ofHours(1));
    }

    private static List<String> seenBy(Viewer viewer) {
        return DATABASE.inTransaction(() -> DATABASE.bean(Accounts.class).people(viewer)).stream()
                .map(person -> person.userId().value())
                .toList();
    }

    @Test
    void aSessionTellsWhatHoldsOfItsPersonNow() {
        Session session = sessions().find(signIn()).orElseThrow();

        assertThat(session.person().userId()).isEqualTo(TOM);
        assertThat(session.kind()).isEqualTo(Session.Kind.BROWSER);
        assertThat(session.limit()).isEqualTo(SessionLimit.NONE);
        assertThat(session.scopes()).isNull();
        assertThat(session.memberships())
                .containsExactly(
                        new Membership(TOM, ACME, "acme", Role.MEMBER),
                        new Membership(TOM, GLOBEX, "globex", Role.ADMIN));
    }

    @Test
    void knowingSomebodysIdIsNotBeingThem() {
        ViewerToken token = signIn();

        assertThat(seenBy(TOM_AT_GLOBEX.by(token))).containsExactly("tom");
        assertThat(seenBy(TOM_AT_GLOBEX.by(ViewerToken.NONE))).isEmpty();
        assertThat(seenBy(TOM_AT_GLOBEX.by(ViewerToken.random(random)))).isEmpty();
        assertThat(seenBy(OSCAR.by(token))).containsExactly("tom");
    }

    @Test
    void theDatabaseKeepsNoToken() {
        ViewerToken token = signIn();

        assertThat(DATABASE.asOwner()
                        .sql("SELECT row_to_json(session)::text FROM sessions session")
                        .query(String.class)
                        .list())
                .noneMatch(row -> row.contains(token.value()));
    }

    static Stream<Named<Consumer<ViewerToken>>> ends() {
        return Stream.of(
                Named.of("signed out", token -> kept().end(token)),
                Named.of(
                        "too old",
                        token -> DATABASE.asOwner()
                                .sql("UPDATE sessions SET expires_at = now()")
                                .update()),
                Named.of(
                        "too long idle",
                        token -> DATABASE.asOwner()
                                .sql("UPDATE sessions SET last_active_at = now() - interval '1 hour'")
                                .update()),
                Named.of(
                        "role changed by an owner",
                        token -> changing(members -> members.changeRole(OSCAR, TOM, Role.ADMIN))),
                Named.of("removed by an owner", token -> changing(members -> members.remove(OSCAR, TOM))),
                Named.of(
                        "password replaced elsewhere",
                        token -> DATABASE.asOwner()
                                .sql(
                                        "UPDATE accounts SET password_hash = '{bcrypt}$2a$10$' || repeat('a', 53) WHERE user_id = 'tom'")
                                .update()),
                Named.of(
                        "account gone",
                        token -> DATABASE.asOwner()
                                .sql("DELETE FROM accounts WHERE user_id = 'tom'")
                                .update()));
    }

    private static void changing(Consumer<Members> change) {
        DATABASE.inTransaction(() -> {
            change.accept(DATABASE.bean(Members.class));
            return true;
        });
    }

    @ParameterizedTest
    @MethodSource("ends")
    void whatEndsASessionEndsItAtOnce(Consumer<ViewerToken> end) {
        ViewerToken token = signIn();
        assertThat(seenBy(TOM_AT_GLOBEX.by(token))).isNotEmpty();

        end.accept(token);

        assertThat(sessions().find(token)).isEmpty();
        assertThat(seenBy(TOM_AT_GLOBEX.by(token))).isEmpty();
    }

    @Test
    void doingSomethingBeginsTheIdleTimeAnew() {
        ViewerToken token = signIn();
        DATABASE.asOwner()
                .sql("UPDATE sessions SET last_active_at = now() - interval '59 minutes'")
                .update();

        sessions().noteActivity(token);
        DATABASE.asOwner()
                .sql("UPDATE sessions SET last_active_at = last_active_at - interval '30 minutes'")
                .update();

        assertThat(sessions().find(token)).isPresent();
    }

    @Test
    void aSessionOfAOneTimePasswordShowsNothingUntilThePasswordIsReplaced() {
        ViewerToken token = signIn(true, Duration.ofHours(1), Duration.ofHours(1));
        ViewerToken other = signIn();
        assertThat(seenBy(TOM_AT_GLOBEX.by(token))).isEmpty();

        sessions().replacePassword(token, BcryptFixtures.of("new"));

        assertThat(seenBy(TOM_AT_GLOBEX.by(token))).containsExactly("tom");
        assertThat(sessions().find(other)).isEmpty();
        assertThat(DATABASE.bean(Accounts.class)
                        .findByLogin("tom")
                        .orElseThrow()
                        .passwordHash())
                .isEqualTo(BcryptFixtures.of("new"));
        assertThatExceptionOfType(PasswordRefusedException.class)
                .isThrownBy(() -> sessions().replacePassword(other, BcryptFixtures.of("stolen")));
    }

    @Test
    void peopleSeeAndEndTheirOwnSessionsAndNobodyElses() {
        ViewerToken token = signIn();
        ViewerToken other = signIn();
        List<OpenSession> seen = DATABASE.inTransaction(() -> own().all(token));

        assertThat(seen).hasSize(3);
        assertThat(seen).filteredOn(OpenSession::current).singleElement().satisfies(current -> {
            assertThat(current.clientAddress()).isEqualTo("192.0.2.7");
            assertThat(current.userAgent()).isEqualTo("Browser 1.0");
        });
        OpenSession stranger =
                DATABASE.inTransaction(() -> own().all(OSCAR.token())).getFirst();
        assertThat(DATABASE.inTransaction(() -> own().end(token, stranger.id())))
                .isFalse();
        assertThat(sessions().find(OSCAR.token())).isPresent();

        assertThat(DATABASE.inTransaction(() -> own().endOthers(token))).isEqualTo(2);
        assertThat(sessions().find(other)).isEmpty();
        assertThat(sessions().find(token)).isPresent();
    }

    @Test
    void theOrganizationThatSomebodyActsForNeverChangesByItself() {
        ViewerToken token = signIn();
        assertThat(sessions().find(token).orElseThrow().chosenOrganization()).isEqualTo(ACME);

        DATABASE.addMember(ViewerFixtures.viewer(TOM, new OrganizationId("aaa"), Role.MEMBER));
        assertThat(sessions().find(token).orElseThrow().chosenOrganization()).isEqualTo(ACME);

        DATABASE.inTransaction(() -> {
            own().chooseOrganization(TOM_AT_GLOBEX.by(token));
            return true;
        });
        assertThat(sessions().find(token).orElseThrow().chosenOrganization()).isEqualTo(GLOBEX);
        assertThatExceptionOfType(UnknownOrganizationException.class)
                .isThrownBy(() -> DATABASE.inTransaction(() -> {
                    own().chooseOrganization(ViewerFixtures.viewer(OSCAR.userId(), GLOBEX, Role.OWNER));
                    return true;
                }));

        DATABASE.asOwner()
                .sql("DELETE FROM memberships WHERE user_id = 'tom' AND organization_id = 'globex'")
                .update();
        assertThat(sessions().find(signIn()).orElseThrow().chosenMembership()).isEmpty();
    }

    @Test
    void workGoesOnWithoutItsPersonAndOnlyAsFarAsTheyMay() {
        ViewerToken token = signIn();
        WorkSessions work = DATABASE.bean(WorkSessions.class);
        Viewer worker = work.open(TOM_AT_GLOBEX.by(token), "a job", Duration.ofHours(1));

        sessions().end(token);
        assertThat(seenBy(worker)).containsExactly("tom");
        assertThat(seenBy(new Viewer(TOM, ACME, Role.MEMBER, worker.token()))).isEmpty();
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> work.open(worker, "another", Duration.ofHours(1)));

        DATABASE.asOwner()
                .sql("UPDATE memberships SET role = 'MEMBER' WHERE organization_id = 'globex'")
                .update();
        assertThat(seenBy(worker)).isEmpty();
    }

    @Test
    void whoWasPutOutSinceTheyWereLookedUpIsToldSo() {
        DATABASE.asOwner()
                .sql("DELETE FROM memberships WHERE user_id = 'tom' AND organization_id = 'globex'")
                .update();

        assertThat(List.<Consumer<Viewer>>of(
                        DATABASE.bean(CalendarChoice.class)::find,
                        DATABASE.bean(RetentionChoice.class)::find,
                        DATABASE.bean(OrganizationName.class)::find,
                        DATABASE.bean(WaitingCallsChoice.class)::isPriced))
                .allSatisfy(question -> assertThatExceptionOfType(AccessRefusedException.class)
                        .isThrownBy(() -> DATABASE.inTransaction(() -> {
                            question.accept(TOM_AT_GLOBEX);
                            return true;
                        }))
                        .withMessageContaining("any more"));
    }

    @Test
    void nobodyHasWorkDoneWhereTheyDoNotBelongOrByASessionThatIsLimitedOrOver() {
        WorkSessions work = DATABASE.bean(WorkSessions.class);
        assertNoWork(work, new Viewer(OSCAR.userId(), GLOBEX, Role.OWNER, OSCAR.token()));

        ViewerToken token = signIn();
        DATABASE.asOwner()
                .sql("UPDATE sessions SET password_change_only = true WHERE user_agent IS NOT NULL")
                .update();
        assertNoWork(work, TOM_AT_GLOBEX.by(token));

        assertNoWork(work, TOM_AT_GLOBEX.by(new ViewerToken("that nobody has")));
    }

    private static void assertNoWork(WorkSessions work, Viewer viewer) {
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> work.open(viewer, "a job", Duration.ofHours(1)));
    }

    @Test
    void endedWorkSeesNothing() {
        WorkSessions work = DATABASE.bean(WorkSessions.class);
        Viewer worker = work.open(TOM_AT_GLOBEX, "a job", Duration.ofHours(1));

        work.end(worker);

        assertThat(seenBy(worker)).isEmpty();
        assertThat(sessions().find(TOM_AT_GLOBEX.token())).isPresent();
    }

    @Test
    void sessionsThatEndedLongAgoAreForgotten() {
        signIn();
        DATABASE.asOwner()
                .sql("UPDATE sessions SET expires_at = now() - interval '31 days' WHERE user_agent IS NOT NULL")
                .update();

        assertThat(sessions().purge()).isEqualTo(1);
    }

    @Test
    void theAuthenticationRoleReadsNoTable() {
        for (String table : List.of("accounts", "sessions", "memberships", "api_usage_logs", "virtual_keys")) {
            assertThatExceptionOfType(Exception.class)
                    .isThrownBy(() -> DATABASE.asAuthentication()
                            .sql("SELECT count(*) FROM " + table)
                            .query()
                            .singleRow())
                    .withStackTraceContaining("permission denied");
        }
    }
}
