package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.usage.TooManyReadingsException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.CannotCreateTransactionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class ProblemTest extends RestTest {

    private static final List<String> PATHS = List.of(
            "/api/v1/usage/summary",
            "/api/v1/usage/organization/summary",
            "/api/v1/usage/calls",
            "/api/v1/usage/export",
            "/api/v1/usage/export.csv");

    private final JsonMapper json = new JsonMapper();

    @Autowired
    private ProblemAuthenticationEntryPoint authenticationEntryPoint;

    @Autowired
    private ProblemAccessDeniedHandler accessDeniedHandler;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    days=-1 | days | from 1 to 3660
                    days=0 | days | from 1 to 3660
                    days=3661 | days | from 1 to 3660
                    days=99999999999 | days | from 1 to 3660
                    days=abc | days | 'abc'
                    days=1.5 | days | whole number
                    days=7&from=2026-10-01 | days | cannot be combined
                    days=7&to=2026-10-01 | days | cannot be combined
                    from=2026-10-01 | to | to is missing
                    to=2026-10-01 | from | from is missing
                    from=2026-10-02&to=2026-10-01 | from | before it starts
                    from=yesterday&to=2026-10-01 | from | 'yesterday'
                    from=2026-10-01&to=2026-02-30 | to | '2026-02-30'
                    from=1999-12-31&to=2000-01-01 | from | between 2000-01-01
                    from=2000-01-01&to=2026-01-01 | from | between 1 and 3660 days
                    from=+999999999-01-01&to=+999999999-01-02 | from | between 2000-01-01 and 2200-01-01
                    zone=Europe/Atlantis | zone | IANA
                    zone=+05:07 | zone | IANA
                    organization=%00 | organization | U+0000
                    """)
    void saysWhichParameterOfThePeriodIsWrongOnEachPath(String query, String parameter, String words) {
        assertThat(PATHS).allSatisfy(path -> assertInvalid(getRaw(path + "?" + query), parameter, words));
    }

    @Test
    void whatIsTooMuchAtOnceIsToldWhenToComeBack() {
        usage.failWith(new TooManyReadingsException(
                "exports", TooManyReadingsException.Share.ORGANIZATION, Duration.ofSeconds(30)));

        assertThat(List.of("/api/v1/usage/summary", "/api/v1/usage/calls", "/api/v1/usage/export.csv"))
                .allSatisfy(path -> assertThat(get(path))
                        .hasStatus(503)
                        .hasHeader("Retry-After", "30")
                        .hasContentTypeCompatibleWith("application/problem+json")
                        .bodyText()
                        .contains("urn:tokentally:problem:busy", "your organization may have at once"));
    }

    @Test
    void aDatabaseThatCannotBeReachedIsUnavailableAndNoFaultOfTheRequest() {
        usage.failWith(new CannotCreateTransactionException("host db.internal refused"));

        assertThat(get("/api/v1/usage/summary"))
                .hasStatus(503)
                .hasHeader("Retry-After", "10")
                .bodyText()
                .contains("urn:tokentally:problem:unavailable")
                .doesNotContain("db.internal");
    }

    @Test
    void aSignInThatCannotBeCheckedIsNoWrongPassword() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();

        authenticationEntryPoint.commence(
                new MockHttpServletRequest("GET", "/api/v1/usage/summary"),
                response,
                new InternalAuthenticationServiceException("host db.internal refused"));

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("10");
        assertThat(response.getHeader("WWW-Authenticate")).isNull();
        assertThat(response.getContentAsString())
                .contains("nor with your name and password")
                .doesNotContain("db.internal");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    limit=1000000 | limit | from 1 to 1000
                    limit=0 | limit | from 1 to 1000
                    limit=-5 | limit | from 1 to 1000
                    limit=many | limit | 'many'
                    cursor=x | cursor | nextCursor
                    scope=everybody | scope | own or organization
                    status=broken | status | succeeded or failed
                    endpoint=a%00b | endpoint | U+0000
                    model=%20 | model | blank
                    """)
    void saysWhichParameterOfTheCallsIsWrong(String query, String parameter, String words) {
        assertInvalid(getRaw("/api/v1/usage/calls?" + query), parameter, words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"user", "endpoint", "model", "organization", "zone", "days", "limit", "scope", "status", "from"})
    void doesNotRepeatALongText(String parameter) {
        MvcTestResult result = get("/api/v1/usage/calls?" + parameter + "={text}", "x".repeat(10_000));

        assertThat(result)
                .hasStatus(400)
                .bodyText()
                .doesNotContain("xxxxxxxxxx")
                .hasSizeLessThan(1_000);
    }

    @Test
    void takesEmojiAsText() {
        assertThat(get("/api/v1/usage/calls?user={user}&endpoint={endpoint}", "👩‍💻@acme.example", "🚀"))
                .hasStatusOk();

        assertThat(usage.lastQuery().filter().userId()).hasToString("👩‍💻@acme.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api", "/api/", "/api/v1", "/api/v1/usage", "/api/v1/usage/summary/", "/api/v2/usage/summary"})
    void unknownPathsAreProblems(String path) {
        assertProblem(get(path), 404, "unknown-path");
    }

    @Test
    void pathsOutsideTheApiAreLeftAlone() {
        assertThat(get("/elsewhere")).hasStatus(404);
        assertThat(get("/elsewhere").getResponse().getContentType()).isNotEqualTo("application/problem+json");
        assertThat(get("/apiary").getResponse().getContentType()).isNotEqualTo("application/problem+json");
    }

    @Test
    void wrongMethodsAreProblems() {
        assertThat(PATHS).allSatisfy(path -> {
            MvcTestResult result = mvc.post().uri(path).exchange();
            assertProblem(result, 405, "method-not-allowed");
            assertThat(result.getResponse().getHeader("Allow")).contains("GET");
        });
    }

    @Test
    void formatsThatThereAreNotAreProblems() {
        assertThat(PATHS).allSatisfy(path -> {
            MvcTestResult result =
                    mvc.get().uri(path).accept(MediaType.IMAGE_PNG).exchange();
            assertProblem(result, 406, "not-acceptable");
        });
    }

    @Test
    void somebodyWithoutAnOrganizationGetsAProblem() {
        usage.signOut();

        assertThat(PATHS).allSatisfy(path -> assertProblem(get(path), 403, "forbidden"));
    }

    @Test
    void anErrorOfTheServerGivesNothingAwayButAnIdThatTheLogKnows(CapturedOutput output) {
        usage.holds(() -> {
            throw new IllegalStateException("password of the database");
        });

        for (String path : List.of("/api/v1/usage/calls", "/api/v1/usage/export.csv")) {
            MvcTestResult result = get(path);
            assertProblem(result, 500, "internal");
            assertThat(result).bodyText().doesNotContain("password", "Exception", "at io.");
            String errorId = body(result).path("errorId").asString();
            assertThat(output.getAll()).contains("error id " + errorId);
        }
    }

    @Test
    void anExportThatFailsBeforeItsFirstBytesIsAProblemAndNoDownload() {
        usage.holds(() -> Stream.of(1).map(any -> {
            throw new IllegalStateException();
        }));

        MvcTestResult result = get("/api/v1/usage/export.csv");

        assertProblem(result, 500, "internal");
        assertThat(result.getResponse().getHeader("Content-Disposition")).isNull();
    }

    @Test
    void asksForSignInWithAProblem() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();

        authenticationEntryPoint.commence(
                new MockHttpServletRequest("GET", PATHS.getFirst()), response, new BadCredentialsException("wrong"));

        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getHeaders("WWW-Authenticate"))
                .satisfiesExactly(
                        basic -> assertThat(basic).startsWith("Basic realm="),
                        bearer -> assertThat(bearer).isEqualTo("Bearer realm=\"Tokentally\""));
        assertThat(response.getContentType()).startsWith("application/problem+json");
        assertThat(json.readTree(response.getContentAsByteArray()).path("title").asString())
                .isEqualTo("Sign-in needed");
    }

    @Test
    void aTokenThatOpensNothingIsTold() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();

        authenticationEntryPoint.commence(
                new MockHttpServletRequest("GET", PATHS.getFirst()),
                response,
                new CredentialRefusedException(CredentialRefusedException.Kind.BEARER, "This token was revoked."));

        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getHeaders("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"Tokentally\", error=\"invalid_token\"");
        assertThat(json.readTree(response.getContentAsByteArray())
                        .path("detail")
                        .asString())
                .isEqualTo("This token was revoked.");
    }

    @Test
    void whereBasicIsSwitchedOffNobodyIsAskedForIt() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();

        new ProblemAuthenticationEntryPoint(new ProblemWriter(json), new SignInOptions(false))
                .commence(
                        new MockHttpServletRequest("GET", PATHS.getFirst()),
                        response,
                        new BadCredentialsException("nobody"));

        assertThat(response.getHeaders("WWW-Authenticate")).containsExactly("Bearer realm=\"Tokentally\"");
        assertThat(response.getContentAsString()).contains("API token").doesNotContain("Basic");
    }

    @Test
    void refusesWithAProblemWhereSecurityDoes() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();

        accessDeniedHandler.handle(
                new MockHttpServletRequest("GET", PATHS.getFirst()), response, new AccessDeniedException("no"));

        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(response.getContentType()).startsWith("application/problem+json");
    }

    /** The query is encoded already. */
    private MvcTestResult getRaw(String uri) {
        return mvc.get().uri(URI.create(uri.replace("+", "%2B"))).exchange();
    }

    private void assertInvalid(MvcTestResult result, String parameter, String words) {
        assertProblem(result, 400, "invalid-parameter");
        assertThat(body(result).path("parameter").asString()).isEqualTo(parameter);
        assertThat(body(result).path("detail").asString())
                .startsWith(parameter)
                .contains(words)
                .endsWith(".");
    }

    private void assertProblem(MvcTestResult result, int status, String kind) {
        assertThat(result).hasStatus(status);
        assertThat(result.getResponse().getContentType()).startsWith("application/problem+json");
        JsonNode problem = body(result);
        assertThat(problem.path("type").asString()).isEqualTo("urn:tokentally:problem:" + kind);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).isNotBlank();
        assertThat(problem.path("instance").asString())
                .isEqualTo(result.getRequest().getRequestURI());
    }

    private JsonNode body(MvcTestResult result) {
        return json.readTree(result.getResponse().getContentAsByteArray());
    }
}
