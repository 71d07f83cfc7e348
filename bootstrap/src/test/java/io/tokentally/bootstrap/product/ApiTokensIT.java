package io.tokentally.bootstrap.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.ApiTokenSecret;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ProductTest
class ApiTokensIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String OWNER = "owner@acme.example";
    private static final String MEMBER = "member@acme.example";
    private static final String ESTIMATE = """
            {"provider": "openai", "model": "gpt-4.1-nano", "quantities": {"input_tokens": 10000, "output_tokens": 2500}}""";

    @LocalServerPort
    private int port;

    private Api api;

    @BeforeEach
    void openApi() {
        api = new Api(port);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            own_usage          | /api/v1/usage/summary | /api/v1/usage/organization/summary
            own_usage          | /api/v1/usage/calls   | /api/v1/usage/calls?scope=organization
            own_usage          | /api/v1/prices        | /api/v1/keys
            organization_usage | /api/v1/usage/organization/summary | /api/v1/audit
            organization_usage | /api/v1/usage/export.csv?scope=organization&days=1 | /api/v1/provider-keys
            prices             | /api/v1/prices        | /api/v1/usage/summary
            prices             | /api/v1/prices/openai/gpt-4.1-nano | /api/v1/usage/export.csv
            keys               | /api/v1/keys          | /api/v1/usage/summary
            keys               | /api/v1/provider-keys | /api/v1/audit/verification
            keys               | /api/v1/key-policy    | /api/v1/usage/calls
            members            | /api/v1/audit         | /api/v1/keys
            members            | /api/v1/members       | /api/v1/provider-keys
            members            | /api/v1/invitations   | /api/v1/key-policy
            members            | /api/v1/audit/verification | /api/v1/usage/summary
            """, delimiter = '|')
    void aScopeOpensWhatItNamesAndNothingElse(String scope, String open, String closed) {
        String token = make(OWNER, scope, Duration.ofDays(1));

        assertThat(api.byToken(token, open).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = api.byToken(token, closed);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("urn:tokentally:problem:scope-missing", "it needs the scope");
    }

    @Test
    void ownUsageIsTheUsageOfItsPerson() {
        String token = make(MEMBER, "own_usage", Duration.ofDays(1));

        JsonNode byToken = JSON.readTree(
                api.byToken(token, "/api/v1/usage/summary?days=90").body());

        assertThat(byToken).isEqualTo(api.json(MEMBER, "/api/v1/usage/summary?days=90"));
        assertThat(byToken.get("totalRequests").asLong()).isPositive();
    }

    @Test
    void noTokenReadsMetricsButAnOperators() {
        String token = make(OWNER, "members\", \"keys\", \"prices\", \"organization_usage", Duration.ofDays(1));

        assertThat(api.byToken(token, "/actuator/metrics").statusCode()).isEqualTo(403);
        assertThat(api.byToken(token, "/actuator/prometheus").statusCode()).isEqualTo(403);
        assertThat(api.byToken(token, "/actuator/health").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = post(OWNER, "metrics", Duration.ofDays(1));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Your role does not allow the scope metrics");
    }

    @Test
    void anOperatorsTokenReadsMetricsAndNothingElse() {
        String token = make("operator@demo.example", "metrics", Duration.ofDays(1));

        assertThat(api.byToken(token, "/actuator/metrics").statusCode()).isEqualTo(200);
        assertThat(api.byToken(token, "/actuator/prometheus").statusCode()).isEqualTo(200);
        assertThat(api.byToken(token, "/actuator/info").statusCode()).isEqualTo(403);
        assertThat(api.byToken(token, "/actuator/health").body()).doesNotContain("components");
        assertThat(api.byToken(token, "/api/v1/usage/summary").statusCode()).isEqualTo(403);
        assertThat(api.byToken(token, "/api/v1/tokens").statusCode()).isEqualTo(403);
    }

    @Test
    void aProgramIsNoPageOfAnotherSite() {
        String token = make(MEMBER, "prices", Duration.ofDays(1));

        assertThat(api.byToken(token, "POST", "/api/v1/prices/estimate", ESTIMATE)
                        .body())
                .contains("\"total\":\"0.002\"");
    }

    @Test
    void aTokenThatIsRevokedIsRefusedWithinASecond() throws InterruptedException {
        String token = make(MEMBER, "own_usage", Duration.ofDays(1));
        assertThat(api.byToken(token, "/api/v1/usage/summary").statusCode()).isEqualTo(200);
        JsonNode known = api.json(MEMBER, "/api/v1/tokens").at("/tokens/0");
        assertThat(known.path("lastUsedAt").isString()).isTrue();

        assertThat(api.send(
                                MEMBER,
                                "DELETE",
                                "/api/v1/tokens/" + known.path("id").asString(),
                                "")
                        .statusCode())
                .isEqualTo(204);
        Thread.sleep(Duration.ofSeconds(1));

        assertRefused(token, "This API token is unknown, or has expired or was revoked.");
    }

    @Test
    void anOwnerRevokesTheTokenOfAMember() throws InterruptedException {
        String token = make(MEMBER, "own_usage", Duration.ofDays(1));
        String id = api.json(MEMBER, "/api/v1/tokens").at("/tokens/0/id").asString();
        assertThat(api.json(OWNER, "/api/v1/organization/tokens").toString())
                .contains(id)
                .doesNotContain(token);
        assertThat(api.get(MEMBER, "/api/v1/organization/tokens").statusCode()).isEqualTo(403);
        String path = "/api/v1/organization/tokens/" + id;

        assertThat(api.send("owner@globex.example", "DELETE", path, "").statusCode())
                .isEqualTo(422);
        assertThat(api.send(OWNER, "DELETE", path, "").statusCode()).isEqualTo(204);
        Thread.sleep(Duration.ofSeconds(1));

        assertRefused(token, "This API token is unknown, or has expired or was revoked.");
    }

    @Test
    void aTokenEndsWhenItExpires() throws InterruptedException {
        String token = make(MEMBER, "own_usage", Duration.ofMillis(2500));
        assertThat(api.byToken(token, "/api/v1/usage/summary").statusCode()).isEqualTo(200);

        Thread.sleep(Duration.ofMillis(3500));

        assertRefused(token, "This API token is unknown, or has expired or was revoked.");
    }

    @Test
    void whatIsNoTokenIsToldWhatItIs() {
        String token = make(MEMBER, "own_usage", Duration.ofDays(1));
        char last = token.charAt(token.length() - 1);

        assertRefused(
                token.substring(0, token.length() - 1) + (last == 'a' ? 'b' : 'a'),
                "This API token is not complete, or a letter of it is wrong.");
        assertRefused(
                "tt_abcdefghijABCDEFGHIJ0123456789abcdefghij",
                "This is a virtual key, which opens the gateway and not this API.");
        assertRefused("hello", "This is no API token");
        assertRefused(
                ApiTokenSecret.random(new Random()).value(),
                "This API token is unknown, or has expired or was revoked.");
    }

    @Test
    void noTokenMakesListsOrRevokesTokens() {
        String token = make(OWNER, "members", Duration.ofDays(1));

        for (HttpResponse<String> refused : List.of(
                api.byToken(token, "/api/v1/tokens"),
                api.byToken(token, "/api/v1/organization/tokens"),
                api.byToken(token, "POST", "/api/v1/tokens", wanted("keys", Duration.ofDays(1))),
                api.byToken(token, "DELETE", "/api/v1/tokens/00000000-0000-0000-0000-000000000001", ""))) {
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("urn:tokentally:problem:not-by-token");
        }
    }

    @Test
    void aTokenInvitesAndChangesRolesAsItsOwnerMay() {
        String token = make(OWNER, "members", Duration.ofDays(1));

        HttpResponse<String> made = api.byToken(
                token, "POST", "/api/v1/invitations", "{\"address\": \"new@acme.example\", \"role\": \"member\"}");
        assertThat(made.statusCode()).isEqualTo(201);
        JsonNode invitation = JSON.readTree(made.body());
        assertThat(invitation.path("link").asString()).startsWith("http://127.0.0.1:" + port + "/invitation#");
        String listed = api.byToken(token, "/api/v1/invitations").body();
        assertThat(listed).contains("new@acme.example", "\"state\":\"open\"").doesNotContain("invitation#");
        assertThat(changed(
                        token,
                        "DELETE",
                        "/api/v1/invitations/" + invitation.path("id").asString(),
                        ""))
                .isEqualTo(204);
        assertThat(api.byToken(token, "/api/v1/invitations").body()).contains("\"state\":\"revoked\"");

        String second = "/api/v1/members/second@acme.example";
        assertThat(changed(token, "PUT", second, "{\"role\": \"admin\"}")).isEqualTo(204);
        assertThat(roleOf("second@acme.example")).isEqualTo("admin");
        assertThat(changed(token, "PUT", second, "{\"role\": \"member\"}")).isEqualTo(204);
        assertThat(changed(token, "PUT", "/api/v1/members/" + OWNER, "{\"role\": \"member\"}"))
                .isEqualTo(422);
        assertThat(changed(token, "DELETE", "/api/v1/members/owner@globex.example", ""))
                .isEqualTo(422);
        assertThat(api.json(OWNER, "/api/v1/audit").toString())
                .contains("invitation.created", "invitation.revoked", "member.role_changed");
    }

    private int changed(String token, String method, String path, String body) {
        return api.byToken(token, method, path, body).statusCode();
    }

    private String roleOf(String login) {
        return api.json(OWNER, "/api/v1/members")
                .path("members")
                .valueStream()
                .filter(member -> member.path("address").asString().equals(login))
                .map(member -> member.path("role").asString())
                .findAny()
                .orElseThrow();
    }

    @Test
    void aTokenOpensNoPage() {
        String token = make(OWNER, "members", Duration.ofDays(1));

        assertThat(api.byToken(token, "/people").statusCode()).isEqualTo(302);
        assertThat(api.byToken(token, "/v3/api-docs").statusCode()).isEqualTo(200);
    }

    private void assertRefused(String token, String words) {
        HttpResponse<String> refused = api.byToken(token, "/api/v1/usage/summary");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().allValues("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"Tokentally\", error=\"invalid_token\"");
        assertThat(refused.body()).contains(words).doesNotContain(token);
    }

    private String make(String login, String scope, Duration lifetime) {
        HttpResponse<String> made = post(login, scope, lifetime);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return JSON.readTree(made.body()).path("secret").asString();
    }

    private HttpResponse<String> post(String login, String scope, Duration lifetime) {
        return api.send(login, "POST", "/api/v1/tokens", wanted(scope, lifetime));
    }

    private static String wanted(String scope, Duration lifetime) {
        return "{\"name\": \"test\", \"scopes\": [\"%s\"], \"expiresAt\": \"%s\"}"
                .formatted(scope, Instant.now().plus(lifetime));
    }
}
