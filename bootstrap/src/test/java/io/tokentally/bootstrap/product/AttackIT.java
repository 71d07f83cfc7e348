package io.tokentally.bootstrap.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * What attackers tried on a running installation with success, before each of these ways was closed. The other attacks that
 * succeeded are tried where the part that they went for is tested: {@code docs/security.md} names the tests.
 */
@ProductTest
// An installation of its own: attackers change it and close doors behind them.
@TestPropertySource(properties = "tokentally.sessions.lifetime=10h")
class AttackIT {

    private static final String MEMBER = "member@acme.example";
    private static final String SUMMARY = "/api/v1/usage/summary";
    private static final int GUESSES = 48;

    @LocalServerPort
    private int port;

    @Autowired
    private DataSource dataSource;

    @Autowired
    @Qualifier("ownerDataSource")
    private DataSource ownerDataSource;

    private Api api;
    private JdbcClient owner;

    @BeforeEach
    void come() {
        api = new Api(port);
        owner = JdbcClient.create(ownerDataSource);
        owner.sql("DELETE FROM sign_in_attempts").update();
    }

    private List<HttpResponse<String>> atOnce(String login, List<String> passwords) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(passwords.size())) {
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            passwords.forEach(password -> answers.add(threads.submit(() -> api.get(login, password, SUMMARY))));
            List<HttpResponse<String>> all = new ArrayList<>();
            for (Future<HttpResponse<String>> answer : answers) {
                all.add(answer.get());
            }
            return all;
        }
    }

    /** Succeeded: attempts were counted after the password was looked at, so that all of those at once were looked at. */
    @Test
    void theRightPasswordIsNotFoundAmongGuessesAtOnce() throws Exception {
        List<String> guesses = new ArrayList<>(Collections.nCopies(GUESSES - 1, "not-the-password"));
        guesses.add("demo");

        List<HttpResponse<String>> answers = atOnce("second@acme.example", guesses);

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 429).count())
                .as("how many were not looked at")
                .isGreaterThan(GUESSES - 10);
        assertThat(owner.sql("SELECT attempts FROM sign_in_attempts WHERE client_block = '*'")
                        .query(Integer.class)
                        .single())
                .isLessThan(10);
    }

    /** Succeeded: each wrong password of a stranger took a processor for a tenth of a second, and health answered after 12.7 s. */
    @Test
    void aFloodOfStrangersPasswordsIsTurnedAway() throws Exception {
        List<HttpResponse<String>> answers = atOnce("nobody@nowhere.example", Collections.nCopies(GUESSES, "x"));

        assertThat(answers).extracting(HttpResponse::statusCode).contains(429).doesNotContain(200, 500, 503);
        assertThat(api.get("/actuator/health").statusCode()).isEqualTo(200);
    }

    /** Succeeded: a name with an account was closed after some attempts, and a made-up one never was. */
    @Test
    void namesWithAndWithoutAnAccountAreAnsweredAlike() {
        for (int attempt = 0; attempt < 8; attempt++) {
            HttpResponse<String> known = api.get("owner@globex.example", "wrong", SUMMARY);
            HttpResponse<String> madeUp = api.get("owner@nowhere.example", "wrong", SUMMARY);

            assertThat(madeUp.statusCode()).as("attempt %d", attempt).isEqualTo(known.statusCode());
            assertThat(madeUp.body()).isEqualTo(known.body());
        }
    }

    /** Succeeded: a one-time password, which an owner had set, opened the whole API. */
    @ParameterizedTest
    @ValueSource(strings = {SUMMARY, "/api/v1/keys", "/api/v1/prices", "/v3/api-docs", "/actuator/metrics"})
    void aOneTimePasswordOpensNothing(String path) {
        owner.sql("UPDATE accounts SET one_time_password = true WHERE login = 'second@acme.example'")
                .update();

        assertThat(api.get("second@acme.example", path).statusCode()).isEqualTo(403);
    }

    /** Succeeded: roles were those of the sign-in, for as long as the browser stayed. */
    @Test
    void whoIsNoOwnerAnyMoreIsRefusedWithinASecond() throws InterruptedException {
        Visitor former = Visitor.signedIn(port, "admin@acme.example");
        String members = "/api/v1/usage/organization/summary";
        assertThat(former.get(members).statusCode()).isEqualTo(200);

        owner.sql("UPDATE memberships SET role = 'MEMBER' WHERE user_id = 'admin@acme.example'")
                .update();
        Thread.sleep(Duration.ofSeconds(1));

        assertThat(former.get(members).statusCode()).as("the session has ended").isEqualTo(401);
        assertThat(api.get("admin@acme.example", members).statusCode()).isEqualTo(403);
        owner.sql("UPDATE memberships SET role = 'ADMIN' WHERE user_id = 'admin@acme.example'")
                .update();
    }

    /** Succeeded: every organization's owner read what models the others use. */
    @ParameterizedTest
    @ValueSource(strings = {"/actuator/prometheus", "/actuator/metrics", "/actuator/info"})
    void anOwnerReadsNothingOfTheInstallation(String path) {
        assertThat(api.get("owner@acme.example", path).statusCode()).isEqualTo(403);
    }

    /** Succeeded: a person was moved to the organization that an attacker had added them to, and stored their key there. */
    @Test
    void whoBelongsToTwoOrganizationsNamesTheOneThatTheyWriteTo() {
        String consultant = "consultant@demo.example";
        String key = "{\"name\": \"laptop\"}";

        HttpResponse<String> unnamed = api.send(consultant, "POST", "/api/v1/keys", key);

        assertThat(unnamed.statusCode()).isEqualTo(409);
        assertThat(unnamed.body()).contains("acme", "globex");
        assertThat(api.send(consultant, "POST", "/api/v1/keys?organization=globex", key)
                        .statusCode())
                .isEqualTo(201);
    }

    /** Never succeeded, and shall not: naming an organization that one does not belong to. */
    @ParameterizedTest
    @ValueSource(strings = {SUMMARY, "/api/v1/keys", "/api/v1/audit", "/api/v1/usage/export.csv"})
    void nobodyNamesAnothersOrganization(String path) {
        assertThat(api.get("owner@globex.example", path + "?organization=acme").statusCode())
                .isEqualTo(404);
    }

    /** Succeeded: another site signed a visitor in, as somebody else. */
    @Test
    void anotherSiteSignsNobodyIn() {
        Visitor visitor = new Visitor(port);

        HttpResponse<String> answer =
                visitor.signIn(MEMBER, "demo", "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site");

        assertThat(Visitor.location(answer)).doesNotEndWith("/");
        assertThat(visitor.get(SUMMARY).statusCode()).isEqualTo(401);
    }

    /** Succeeded: the application's role was whoever it said that it was, by a setting that held a name. */
    @ParameterizedTest
    @ValueSource(strings = {"tokentally.user_id", "tokentally.viewer", "tokentally.session_token"})
    void knowingSomebodysNameIsNotBeingThem(String setting) {
        JdbcClient application = JdbcClient.create(dataSource);

        assertThat(application.sql("""
                                WITH claimed AS MATERIALIZED (
                                    SELECT set_config(?, 'owner@acme.example', false),
                                        set_config('tokentally.organization_id', 'acme', false))
                                SELECT count(*) FROM claimed, api_usage_logs""").param(setting).query(Long.class).single())
                .isZero();
    }

    /** Succeeded: rows of the log went and the sums stayed; costs changed without a repricing; hashes were read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM usage_calls",
                "UPDATE usage_calls SET total_cost = 0",
                "SELECT password_hash FROM accounts",
                "SELECT token_hash FROM sessions",
                "SELECT sealed FROM second_factors",
                "SELECT * FROM find_account('owner@acme.example')",
                "SELECT issue_operator_link('x', 'x@x', sha256('x'), true)",
                "SET ROLE tokentally_auth",
                "SELECT open_work_session(sha256('t'), 'acme', sha256('x'), 'repricing y', interval '1 hour')"
            })
    void theApplicationsRoleDoesNotWhatNoViewerCould(String sql) {
        assertThatThrownBy(() -> JdbcClient.create(dataSource).sql(sql).update())
                .rootCause()
                .hasMessageMatching("(?s).*(permission denied|does not exist).*");
    }

    /** Succeeded: passwords that nobody encoded opened accounts, for whoever could write one row. */
    @ParameterizedTest
    @ValueSource(strings = {"{noop}mine", "mine", "{MD5}5f4dcc3b5aa765d61d8327deb882cf99", "{bcrypt}short"})
    void thereIsNoPasswordThatIsNotEncoded(String hash) {
        assertThatThrownBy(() -> owner.sql("UPDATE accounts SET password_hash = ? WHERE login = ?")
                        .params(hash, MEMBER)
                        .update())
                .rootCause()
                .hasMessageContaining("password_is_bcrypt");
    }
}
