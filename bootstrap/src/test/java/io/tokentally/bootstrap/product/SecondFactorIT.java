package io.tokentally.bootstrap.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.tokentally.application.port.in.access.ManageMemberAccountsUseCase;
import io.tokentally.application.port.in.access.ManageSecondFactorUseCase;
import io.tokentally.application.port.out.access.Sessions.NewSession;
import io.tokentally.application.service.access.SignInService;
import io.tokentally.domain.access.FactorSecret;
import io.tokentally.domain.access.RecoveryCode;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.ViewerToken;
import java.net.http.HttpResponse;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ProductTest
class SecondFactorIT {

    private static final String PERSON = "second@acme.example";
    private static final String OWNER = "owner@globex.example";
    private static final String COLLEAGUE = "consultant@demo.example";
    private static final String CODE_PAGE = "/login/code";
    private static final String API = "/api/v1/usage/summary";

    @LocalServerPort
    private int port;

    @Autowired
    private SignInService signIn;

    @Autowired
    private ManageSecondFactorUseCase secondFactor;

    @Autowired
    private ManageMemberAccountsUseCase members;

    @Autowired
    @Qualifier("ownerDataSource")
    private DataSource ownerDataSource;

    private final FactorSecret secret = new FactorSecret(new byte[20]);
    private Api api;

    @BeforeEach
    void openApi() {
        api = new Api(port);
    }

    @AfterEach
    void takeBack() {
        JdbcClient owner = JdbcClient.create(ownerDataSource);
        owner.sql("DELETE FROM second_factors").update();
        owner.sql("UPDATE organizations SET second_factor_required = false").update();
        owner.sql("DELETE FROM sign_in_attempts").update();
    }

    private Session session(String login) {
        ViewerToken token = signIn.open(new NewSession(
                Session.Kind.BROWSER,
                signIn.findAccount(login).orElseThrow().person().userId(),
                false,
                Duration.ofHours(1),
                null,
                null,
                null,
                true));
        return signIn.find(token).orElseThrow();
    }

    private List<RecoveryCode> setUp(String login) {
        return secondFactor.confirm(session(login), secret, code(-1));
    }

    /** That of now, or so many before or after. */
    private String code(int offset) {
        try {
            TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();
            return generator.generateOneTimePasswordString(
                    new SecretKeySpec(secret.bytes(), generator.getAlgorithm()),
                    Instant.now().plus(generator.getTimeStep().multipliedBy(offset)));
        } catch (InvalidKeyException e) {
            throw new AssertionError(e);
        }
    }

    private Visitor withPasswordOf(String login) {
        Visitor visitor = new Visitor(port);
        HttpResponse<String> answer = visitor.signIn(login, "demo", "Origin", "http://localhost:" + port);
        assertThat(Visitor.location(answer)).endsWith(CODE_PAGE);
        return visitor;
    }

    private static String give(Visitor visitor, String code) {
        HttpResponse<String> answer = visitor.submit(CODE_PAGE, "code", code);
        assertThat(answer.statusCode()).isEqualTo(302);
        return Visitor.location(answer);
    }

    @Test
    void aPasswordAndACodeSignInAndThePasswordAloneOpensThePageForTheCode() {
        setUp(PERSON);
        Visitor visitor = withPasswordOf(PERSON);
        String before = visitor.valueOf("JSESSIONID");

        assertThat(visitor.get(CODE_PAGE).body()).contains("autocomplete=\"one-time-code\"");
        assertThat(visitor.has("tokentally-device")).isFalse();
        assertThat(give(visitor, "000000")).endsWith(CODE_PAGE + "?error");
        assertThat(visitor.get(CODE_PAGE + "?error").body()).contains("That code is wrong");
        assertThat(visitor.get(API).statusCode()).isEqualTo(401);

        assertThat(give(visitor, code(0))).doesNotContain("login");
        assertThat(visitor.valueOf("JSESSIONID")).isNotEqualTo(before);
        assertThat(visitor.has("tokentally-device")).isTrue();
        assertThat(visitor.get(API).statusCode()).isEqualTo(200);
        assertThat(Visitor.location(visitor.get(CODE_PAGE))).endsWith("/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/account",
                "/api-usage",
                "/people",
                "/?v-r=init&location=account",
                API,
                "/v3/api-docs",
                "/actuator/metrics"
            })
    void whoeverHasGivenThePasswordAloneIsNobodyElsewhere(String path) {
        setUp(PERSON);
        Visitor visitor = withPasswordOf(PERSON);

        HttpResponse<String> answer = visitor.get(path);

        HttpResponse<String> asNobody = new Visitor(port).get(path);
        assertThat(answer.statusCode()).isEqualTo(asNobody.statusCode()).isIn(302, 401, 403);
        assertThat(Visitor.location(answer)).isEqualTo(Visitor.location(asNobody));
    }

    @Test
    void nobodyGetsToThePageForTheCodeWithoutAPassword() {
        Visitor stranger = new Visitor(port);

        assertThat(Visitor.location(stranger.get(CODE_PAGE))).endsWith("/login");
        assertThat(give(stranger, code(0))).contains("/login?expired");
    }

    @Test
    void aPageOfAnotherSiteGivesNoCode() {
        setUp(PERSON);
        Visitor visitor = withPasswordOf(PERSON);

        HttpResponse<String> answer = visitor.post(CODE_PAGE + "?code=" + code(0), "Origin", "https://evil.example");

        assertThat(Visitor.location(answer)).contains("foreign");
        assertThat(visitor.get(API).statusCode()).isEqualTo(401);
    }

    @Test
    void aCodeOrARecoveryCodeWorksOnce() {
        List<RecoveryCode> codes = setUp(PERSON);
        String code = code(0);
        assertThat(give(withPasswordOf(PERSON), code)).doesNotContain("login");
        assertThat(give(withPasswordOf(PERSON), code)).endsWith("?error");

        String recovery = codes.getFirst().text().toLowerCase(java.util.Locale.ROOT);
        assertThat(give(withPasswordOf(PERSON), recovery)).doesNotContain("login");
        assertThat(give(withPasswordOf(PERSON), recovery)).endsWith("?error");
    }

    @Test
    void wrongCodesCloseTheSignInAndARightPasswordOpensItNoSooner() {
        setUp(PERSON);
        for (int i = 0; i < 5; i++) {
            assertThat(give(withPasswordOf(PERSON), "00000" + i)).endsWith("?error");
        }

        assertThat(give(withPasswordOf(PERSON), code(0))).endsWith("?locked");
    }

    @Test
    void basicWithAPasswordIsForAccountsWithoutASecondFactor() throws InterruptedException {
        assertThat(api.get(PERSON, API).statusCode()).isEqualTo(200);

        setUp(PERSON);
        // What is known of a session counts for half a second.
        Thread.sleep(600);

        HttpResponse<String> refused = api.get(PERSON, API);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("urn:tokentally:problem:second-factor", "Use an API token.");
        HttpResponse<String> wrong = api.get(PERSON, "wrong", API);
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("urn:tokentally:problem:unauthenticated");
    }

    @Test
    void anOrganizationRequiresOneOfItsPeople() throws InterruptedException {
        assertThat(api.get(COLLEAGUE, API + "?organization=acme").statusCode()).isEqualTo(200);
        Visitor colleague = Visitor.signedIn(port, COLLEAGUE);
        assertThat(colleague.get("/v3/api-docs").statusCode()).isEqualTo(200);
        Session owner = session(OWNER);
        secondFactor.confirm(owner, secret, code(-1));

        members.requireSecondFactor(owner.chosenMembership().orElseThrow().viewer(owner.token()), true);
        Thread.sleep(600);

        assertThat(colleague.get("/v3/api-docs").statusCode()).isEqualTo(403);
        assertThat(api.get(COLLEAGUE, API + "?organization=acme").body())
                .contains("urn:tokentally:problem:second-factor");
        Visitor again = Visitor.signedIn(port, COLLEAGUE);
        assertThat(again.get("/v3/api-docs").statusCode()).isEqualTo(403);
        assertThat(again.get("/account").statusCode()).isEqualTo(200);
    }
}
