package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiDescriptionTest extends RestTest {

    private static final List<String> PATHS = List.of(
            "/api/v1/organization/retention",
            "/api/v1/organization/tag-dimensions",
            "/api/v1/organization/time-zone",
            "/api/v1/usage/calls",
            "/api/v1/usage/calls/{id}",
            "/api/v1/usage/ending-models",
            "/api/v1/usage/organization/ending-models",
            "/api/v1/usage/refused-calls",
            "/api/v1/usage/refused-calls/samples",
            "/api/v1/installation/refused-calls",
            "/api/v1/installation/refused-calls/samples",
            "/api/v1/usage/change",
            "/api/v1/usage/failures",
            "/api/v1/usage/forecast",
            "/api/v1/usage/mail",
            "/api/v1/usage/report",
            "/api/v1/usage/export",
            "/api/v1/usage/export.csv",
            "/api/v1/usage/organization/summary",
            "/api/v1/usage/summary",
            "/api/v1/usage/what-if");

    private static final List<String> PRICE_PATHS = List.of(
            "/api/v1/prices",
            "/api/v1/prices/estimate",
            "/api/v1/prices/{provider}/{model}",
            "/api/v1/price-bundles",
            "/api/v1/price-bundles/{sha256}/application");

    private static final List<String> KEY_PATHS = List.of(
            "/api/v1/keys",
            "/api/v1/keys/{id}",
            "/api/v1/keys/{id}/rotate",
            "/api/v1/key-policy",
            "/api/v1/provider-keys",
            "/api/v1/provider-keys/{provider}",
            "/api/v1/provider-keys/{provider}/test");

    private static final List<String> ALERT_PATHS = List.of(
            "/api/v1/alerts",
            "/api/v1/alerts/{id}/deliveries",
            "/api/v1/alerts/deliveries/{id}/replay",
            "/api/v1/alerts/channels",
            "/api/v1/alerts/channels/{id}",
            "/api/v1/alerts/channels/{id}/test",
            "/api/v1/alerts/mutes",
            "/api/v1/alerts/mutes/{id}",
            "/api/v1/alerts/rules",
            "/api/v1/alerts/rules/{id}",
            "/api/v1/alerts/rules/dry-run");

    private static final List<String> BUDGET_PATHS =
            List.of("/api/v1/budgets", "/api/v1/budgets/{id}", "/api/v1/budgets/dry-run", "/api/v1/budgets/effective");

    private static final List<String> AUDIT_PATHS =
            List.of("/api/v1/audit", "/api/v1/audit/export.csv", "/api/v1/audit/verification");

    private static final List<String> TOKEN_PATHS = List.of(
            "/api/v1/tokens", "/api/v1/tokens/{id}", "/api/v1/organization/tokens", "/api/v1/organization/tokens/{id}");

    private static final List<String> MEMBER_PATHS =
            List.of("/api/v1/members", "/api/v1/members/{id}", "/api/v1/invitations", "/api/v1/invitations/{id}");

    private static final List<String> MAIL_PATHS = List.of("/api/v1/usage/mail/confirmation");

    @Test
    void describesEachPathAndNoOther() {
        assertThat(description().path("paths").propertyNames())
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                PATHS,
                                PRICE_PATHS,
                                KEY_PATHS,
                                ALERT_PATHS,
                                BUDGET_PATHS,
                                AUDIT_PATHS,
                                TOKEN_PATHS,
                                MEMBER_PATHS,
                                MAIL_PATHS)
                        .flatMap(List::stream)
                        .toList());
    }

    @Test
    void describesTheBodyOfAnEstimate() {
        JsonNode estimate = description().at("/paths/~1api~1v1~1prices~1estimate/post");

        assertThat(estimate.at("/requestBody/content/application~1json/schema/$ref")
                        .asString())
                .endsWith("/EstimateRequest");
        assertThat(estimate.path("responses").propertyNames())
                .containsExactlyInAnyOrder("200", "400", "401", "403", "404", "406", "413", "415", "500");
    }

    @Test
    void describesParametersWithDefaultsAndLimits() {
        JsonNode parameters = description().at("/paths/~1api~1v1~1usage~1calls/get/parameters");

        assertThat(parameters
                        .valueStream()
                        .map(parameter -> parameter.path("name").asString()))
                .containsExactlyInAnyOrder(
                        "days",
                        "hours",
                        "from",
                        "to",
                        "zone",
                        "scope",
                        "endpoint",
                        "operation",
                        "provider",
                        "model",
                        "snapshot",
                        "user",
                        "key",
                        "service_tier",
                        "region",
                        "price_version",
                        "input_band",
                        "status",
                        "failure_kind",
                        "http_status",
                        "cost_status",
                        "tag",
                        "without",
                        "limit",
                        "cursor",
                        "order",
                        "organization");
        assertThat(parameters.valueStream()).allSatisfy(parameter -> {
            assertThat(parameter.path("in").asString()).isEqualTo("query");
            assertThat(parameter.path("required").asBoolean()).isFalse();
            assertThat(parameter.path("description").asString()).isNotBlank();
            // The page would fill an example in, and ask for it.
            assertThat(parameter.has("example")).isFalse();
        });
        JsonNode limit = named("limit", parameters).path("schema");
        assertThat(limit.path("type").asString()).isEqualTo("integer");
        assertThat(limit.path("minimum").asInt()).isEqualTo(1);
        assertThat(limit.path("maximum").asInt()).isEqualTo(1000);
        assertThat(limit.path("default").asInt()).isEqualTo(50);
        assertThat(named("days", parameters).at("/schema/default").asInt()).isEqualTo(30);
    }

    @Test
    void describesAnswersAndProblems() {
        JsonNode description = description();

        assertThat(PATHS).allSatisfy(path -> {
            JsonNode responses = description.path("paths").path(path).at("/get/responses");
            assertThat(responses.propertyNames())
                    .containsExactlyInAnyOrder("200", "400", "401", "403", "404", "406", "500");
            assertThat(responses
                            .at("/400/content/application~1problem+json/schema/$ref")
                            .asString())
                    .endsWith("/Problem");
            assertThat(responses.at("/200/content").propertyNames()).containsExactlyElementsOf(contentTypes(path));
        });
        assertThat(description
                        .at("/components/schemas/UsageSummary/properties/totalCost/type")
                        .asString())
                .isEqualTo("string");
    }

    @Test
    void describesWhatIsDoneWithKeys() {
        JsonNode description = description();

        assertThat(description.at("/paths/~1api~1v1~1keys/post/responses").propertyNames())
                .containsExactlyInAnyOrder("201", "400", "401", "403", "404", "406", "422", "500");
        assertThat(description
                        .at("/paths/~1api~1v1~1keys~1{id}/delete/responses")
                        .propertyNames())
                .contains("204", "404", "422")
                .doesNotContain("200");
        assertThat(description
                        .at(
                                "/paths/~1api~1v1~1provider-keys~1{provider}/put/requestBody/content/application~1json/schema/$ref")
                        .asString())
                .endsWith("/ProviderKeyRequest");
    }

    @Test
    void describesThatALinkIsSentWithoutAnAnswer() {
        JsonNode confirmation = description().at("/paths/~1api~1v1~1usage~1mail~1confirmation/post");

        assertThat(confirmation.path("responses").propertyNames())
                .contains("202", "401")
                .doesNotContain("200");
        assertThat(confirmation.at("/responses/202").has("content")).isFalse();
        assertThat(confirmation.has("parameters")).isFalse();
    }

    @Test
    void saysWhatMayBeNull() {
        JsonNode types = description().at("/components/schemas/Call/properties/cost/type");

        assertThat(types.valueStream().map(JsonNode::asString)).containsExactlyInAnyOrder("string", "null");
    }

    @Test
    void asksForATokenOrHttpBasic() {
        assertThat(description().at("/components/securitySchemes/token/scheme").asString())
                .isEqualTo("bearer");
        assertThat(description().at("/components/securitySchemes/basic/scheme").asString())
                .isEqualTo("basic");
        assertThat(description().at("/security/0").has("token")).isTrue();
        assertThat(description().at("/security/1").has("basic")).isTrue();
    }

    @Test
    void saysWhichScopeOpensAPath() {
        assertThat(description().at("/paths/~1api~1v1~1keys/get/description").asString())
                .endsWith("An API token needs the scope keys.");
        assertThat(description().at("/paths/~1api~1v1~1tokens/post/description").asString())
                .endsWith("Not by an API token.");
        assertThat(description().at("/paths/~1api~1v1~1tokens/post/security/0").propertyNames())
                .containsExactly("basic");
    }

    @Test
    void hasAPageThatAsksNoOtherHost() {
        assertThat(get("/swagger-ui/index.html")).hasStatusOk().bodyText().doesNotContain("https://", "http://");
        assertThat(get("/v3/api-docs/swagger-config"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.validatorUrl")
                .isIn("", "none");
    }

    private static List<String> contentTypes(String path) {
        return switch (path) {
            case "/api/v1/usage/export.csv" -> List.of("text/csv");
            case "/api/v1/usage/export" ->
                Stream.of(ExportFormat.values())
                        .map(format -> format.contentType().replaceAll(";.*", ""))
                        .distinct()
                        .toList();
            default -> List.of("application/json");
        };
    }

    private JsonNode description() {
        MvcTestResult result = get("/v3/api-docs");
        assertThat(result).hasStatusOk();
        return new JsonMapper().readTree(result.getResponse().getContentAsByteArray());
    }

    private static JsonNode named(String name, JsonNode parameters) {
        return parameters
                .valueStream()
                .filter(parameter -> parameter.path("name").asString().equals(name))
                .findAny()
                .orElseThrow();
    }
}
