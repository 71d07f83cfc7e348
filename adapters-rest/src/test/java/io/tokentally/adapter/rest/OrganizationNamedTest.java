package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Whoever belongs to several organizations names the one that they change, whatever it is of it. */
class OrganizationNamedTest extends RestTest {

    private static final String ID = "00000000-0000-0000-0000-000000000001";
    private static final String RULE = """
            {"name": "Quiet", "kind": "silent", "silentHours": 6}""";
    private static final String BUDGET = """
            {"name": "Monthly", "measure": "cost", "amount": "50.00", "window": "month", "action": "block"}""";
    private static final String CHANNEL = """
            {"name": "On call", "type": "email", "address": "ops@acme.example"}""";

    /** They ask, and change nothing: what was chosen before is as good as a name. */
    private static final Set<String> QUESTIONS =
            Set.of("POST /api/v1/alerts/rules/dry-run", "POST /api/v1/budgets/dry-run", "POST /api/v1/prices/estimate");

    /** What is sent to each, with no fault but the one. */
    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("POST /api/v1/alerts/channels", CHANNEL),
            Map.entry("PUT /api/v1/alerts/channels/{id}", CHANNEL),
            Map.entry("POST /api/v1/alerts/mutes", "{\"kind\": \"budget\", \"until\": \"2027-01-01T00:00:00Z\"}"),
            Map.entry("POST /api/v1/alerts/rules", RULE),
            Map.entry("PUT /api/v1/alerts/rules/{id}", RULE),
            Map.entry("POST /api/v1/budgets", BUDGET),
            Map.entry("PUT /api/v1/budgets/{id}", BUDGET),
            Map.entry("POST /api/v1/invitations", "{\"address\": \"vera@acme.example\", \"role\": \"member\"}"),
            Map.entry("PUT /api/v1/key-policy", "{\"usual\": {\"unrestricted\": true}}"),
            Map.entry("POST /api/v1/keys", "{\"name\": \"laptop\"}"),
            Map.entry("PATCH /api/v1/keys/{id}", "{\"name\": \"laptop\"}"),
            Map.entry("POST /api/v1/keys/{id}/rotate", "{\"ends\": \"in_a_day\"}"),
            Map.entry("PUT /api/v1/members/{id}", "{\"role\": \"admin\"}"),
            Map.entry("PUT /api/v1/organization/retention", "{\"months\": 6}"),
            Map.entry("PUT /api/v1/organization/tag-dimensions", "{\"names\": [\"team\"]}"),
            Map.entry("PUT /api/v1/organization/time-zone", "{\"zone\": \"Europe/Berlin\"}"),
            Map.entry("PUT /api/v1/usage/mail", "{\"rhythm\": \"weekly\"}"),
            Map.entry("PUT /api/v1/provider-keys/{provider}", "{\"secret\": \"sk-proj-0123456789abcdef\"}"),
            Map.entry(
                    "POST /api/v1/tokens",
                    "{\"name\": \"nightly\", \"scopes\": [\"own_usage\"], \"expiresAt\": \"2027-01-01T00:00:00Z\"}"));

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    @BeforeEach
    void signIn() {
        usage.signIn(Role.OWNER);
        usage.alsoIn(new OrganizationId("globex"), Role.OWNER);
    }

    @Test
    void whateverChangesSomethingAsksWhichOrganization() {
        assertThat(changes())
                .hasSizeGreaterThan(20)
                .allSatisfy(change -> assertThat(ask(change))
                        .as(change)
                        .hasStatus(409)
                        .bodyJson()
                        .isLenientlyEqualTo("""
                        {"type": "urn:tokentally:problem:organization-not-named", "organizations": ["acme", "globex"]}"""));
    }

    private List<String> changes() {
        return requestMappingHandlerMapping.getHandlerMethods().entrySet().stream()
                .filter(mapping -> isOfAnOrganization(mapping.getValue()))
                .flatMap(mapping -> mapping.getKey().getMethodsCondition().getMethods().stream()
                        .filter(method -> !method.asHttpMethod().equals(HttpMethod.GET))
                        .flatMap(method ->
                                mapping.getKey().getPatternValues().stream().map(path -> method + " " + path)))
                .filter(change -> !QUESTIONS.contains(change))
                .sorted()
                .toList();
    }

    private static boolean isOfAnOrganization(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.hasParameterAnnotation(OrganizationParameter.class));
    }

    private MvcTestResult ask(String change) {
        String[] words = change.split(" ", 2);
        return mvc.method(HttpMethod.valueOf(words[0]))
                .uri(words[1].replace("{id}", ID).replace("{provider}", "openai"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(BODIES.getOrDefault(change, "{}"))
                .exchange();
    }
}
