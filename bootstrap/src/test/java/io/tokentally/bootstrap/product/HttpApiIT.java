package io.tokentally.bootstrap.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ProductTest
class HttpApiIT {

    private static final String PROBLEM = "application/problem+json";

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("ownerDataSource")
    private DataSource ownerDataSource;

    private Api api;

    @BeforeEach
    void openApi() {
        api = new Api(port);
    }

    @Test
    void healthIsOpenAndUp() {
        assertThat(api.get("/actuator/health").body()).contains("\"status\":\"UP\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/metrics", "/actuator/info", "/actuator/prometheus"})
    void theRestOfTheActuatorIsForTheOperator(String path) {
        assertThat(api.get(path).statusCode()).isEqualTo(401);
        assertThat(api.get("admin@acme.example", path).statusCode()).isEqualTo(403);
        assertThat(api.get("owner@acme.example", path).statusCode()).isEqualTo(403);
        assertThat(api.get("operator@demo.example", path).statusCode()).isEqualTo(200);
    }

    @Test
    void whatHealthIsMadeOfIsForTheOperator() {
        assertThat(api.get("owner@acme.example", "/actuator/health").body()).doesNotContain("components", "details");
        assertThat(api.get("operator@demo.example", "/actuator/health").body()).contains("components", "details");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/usage/summary", "/api/v1/usage/organization/summary", "/api/v1/audit", "/api/v1/keys"})
    void theOperatorSeesNoOrganizationsData(String path) {
        assertThat(api.get("operator@demo.example", path).statusCode()).isEqualTo(403);
    }

    @Test
    void theOperatorReadsTheListPrices() {
        HttpResponse<String> prices = api.get("operator@demo.example", "/api/v1/prices");

        assertThat(prices.statusCode()).isEqualTo(200);
        assertThat(prices.body()).contains("gpt-4.1-nano").doesNotContain("\"organization\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "heapdump", "threaddump", "beans", "configprops", "loggers", "sbom"})
    void whatCouldShowSecretsIsNotThereAtAll(String endpoint) {
        assertThat(api.get("operator@demo.example", "/actuator/" + endpoint).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/usage/summary",
                "/api/v1/usage/organization/summary",
                "/api/v1/usage/calls",
                "/api/v1/usage/export.csv"
            })
    void strangersGetAProblemAndNoData(String path) {
        HttpResponse<String> response = api.get(path);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith(PROBLEM));
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic"));
        assertThat(api.get("member@acme.example", "wrong", path).statusCode()).isEqualTo(401);
    }

    @Test
    void aPageOfAnotherSiteCannotPost() {
        String path = "/api/v1/prices/estimate";
        String call = """
                {"provider": "openai", "model": "gpt-4.1-nano", "quantities": {"input_tokens": 10000, "output_tokens": 2500}}
                """;

        HttpResponse<String> foreign = api.post("member@acme.example", path, call, "cross-site");

        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.body()).contains("A page of another site asked for this.");
        assertThat(api.post("member@acme.example", path, call, "same-origin").body())
                .contains("\"total\":\"0.002\"");
    }

    @Test
    void membersSeeTheirOwnUsageAndNotTheOrganizations() {
        JsonNode own = api.json("member@acme.example", "/api/v1/usage/summary?days=90");

        assertThat(own.get("totalRequests").asLong()).isPositive();
        assertThat(api.get("member@acme.example", "/api/v1/usage/organization/summary")
                        .statusCode())
                .isEqualTo(403);
        assertThat(api.get("member@acme.example", "/api/v1/usage/calls?scope=organization")
                        .statusCode())
                .isEqualTo(403);
        assertThat(api.get("member@acme.example", "/api/v1/usage/export.csv?scope=organization")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void theOrganizationIsTheSumOfItsUsers() {
        JsonNode organization = api.json("admin@acme.example", "/api/v1/usage/organization/summary?days=90");

        long requests = organization
                .get("byUser")
                .valueStream()
                .mapToLong(user -> user.get("requests").asLong())
                .sum();
        assertThat(requests).isEqualTo(organization.get("totalRequests").asLong());
        assertThat(organization.get("byUser").propertyNames())
                .contains("owner@acme.example", "second@acme.example")
                .noneMatch(user -> user.contains("globex"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "nowhere"})
    void aForeignOrganizationLooksLikeOneThatDoesNotExist(String organization) {
        HttpResponse<String> response =
                api.get("owner@globex.example", "/api/v1/usage/summary?organization=" + organization);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body().replace(organization, "…"))
                .isEqualTo(api.get("owner@globex.example", "/api/v1/usage/summary?organization=elsewhere")
                        .body()
                        .replace("elsewhere", "…"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/usage/summary?days=-1",
                "/api/v1/usage/summary?days=seven",
                "/api/v1/usage/summary?zone=Mars/Olympus",
                "/api/v1/usage/summary?from=2026-10-31&to=2026-10-01",
                "/api/v1/usage/calls?limit=1000000",
                "/api/v1/usage/calls?endpoint=a%00b",
                "/api/v1/usage/calls?model=%ff%fe"
            })
    void badInputIsAClearProblem(String path) {
        HttpResponse<String> response = api.get("admin@acme.example", path);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith(PROBLEM));
        assertThat(response.body()).contains("\"detail\"").doesNotContain("Exception", "io.tokentally");
    }

    /** None of them blocks: whoever tries the product is not stopped by what it shows. */
    @Test
    void theDemoHasBudgetsAndRulesToLookAt() {
        JsonNode budgets = api.json("owner@acme.example", "/api/v1/budgets").get("budgets");

        assertThat(budgets.valueStream()
                        .filter(budget -> !budget.at("/terms/action").asString().equals("block"))
                        .map(budget -> budget.at("/terms/name").asString()))
                .contains("All calls of a month", "A day of each user");
        assertThat(api.json("admin@acme.example", "/api/v1/alerts/rules")
                        .get("rules")
                        .valueStream()
                        .map(rule -> rule.at("/terms/name").asString()))
                .contains("Unusual spending", "Failing calls");
    }

    @Test
    void guessingAPasswordClosesTheSignIn() {
        String login = "member@globex.example";
        JdbcClient.create(ownerDataSource)
                .sql("DELETE FROM sign_in_attempts WHERE user_id = ?")
                .param(login)
                .update();
        for (int i = 0; i < 5; i++) {
            assertThat(api.get(login, "guess" + i, "/api/v1/usage/summary").statusCode())
                    .isEqualTo(401);
        }

        HttpResponse<String> closed = api.get(login, "/api/v1/usage/summary");
        assertThat(closed.statusCode()).isEqualTo(429);
        assertThat(closed.headers().firstValue("Retry-After")).isPresent();
        assertThat(api.get("owner@globex.example", "/api/v1/usage/summary").statusCode())
                .isEqualTo(200);
    }

    @Test
    void theApiDescribesItselfToThoseWhoAreSignedIn() {
        assertThat(api.get("/v3/api-docs").statusCode()).isEqualTo(401);
        assertThat(api.json("member@acme.example", "/v3/api-docs").get("paths").propertyNames())
                .contains("/api/v1/usage/summary", "/api/v1/usage/export.csv");
    }
}
