package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session.Scope;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Which scopes open which paths to an API token. */
class ScopesOfPathsTest extends RestTest {

    private static final String ANY = "own_usage organization_usage prices keys members budgets";

    /** As it stands in docs/tokens.md. */
    private static final List<String> TABLE = List.of(
            "DELETE /api/v1/alerts/channels/{id}: no token",
            "DELETE /api/v1/alerts/mutes/{id}: no token",
            "DELETE /api/v1/alerts/rules/{id}: no token",
            "DELETE /api/v1/budgets/{id}: budgets",
            "DELETE /api/v1/invitations/{id}: members",
            "DELETE /api/v1/keys/{id}: keys",
            "DELETE /api/v1/members/{id}: members",
            "DELETE /api/v1/organization/tokens/{id}: no token",
            "DELETE /api/v1/provider-keys/{provider}: keys",
            "DELETE /api/v1/tokens/{id}: no token",
            "GET /api/v1/alerts/channels: organization_usage",
            "GET /api/v1/alerts/mutes: organization_usage",
            "GET /api/v1/alerts/rules: organization_usage",
            "GET /api/v1/alerts/{id}/deliveries: organization_usage",
            "GET /api/v1/alerts: own_usage organization_usage",
            "GET /api/v1/audit/export.csv: members",
            "GET /api/v1/audit/verification: members",
            "GET /api/v1/audit: members",
            "GET /api/v1/budgets/effective: own_usage organization_usage budgets",
            "GET /api/v1/budgets/{id}: own_usage organization_usage budgets",
            "GET /api/v1/budgets: own_usage organization_usage budgets",
            "GET /api/v1/installation/refused-calls/samples: no token",
            "GET /api/v1/installation/refused-calls: no token",
            "GET /api/v1/invitations: members",
            "GET /api/v1/key-policy: keys",
            "GET /api/v1/keys: keys",
            "GET /api/v1/members: members",
            "GET /api/v1/organization/retention: own_usage organization_usage",
            "GET /api/v1/organization/tag-dimensions: own_usage organization_usage",
            "GET /api/v1/organization/time-zone: own_usage organization_usage",
            "GET /api/v1/organization/tokens: no token",
            "GET /api/v1/price-bundles: no token",
            "GET /api/v1/prices/{provider}/{model}: " + ANY,
            "GET /api/v1/prices/{provider}/{vendor}/{*rest}: " + ANY,
            "GET /api/v1/prices: " + ANY,
            "GET /api/v1/provider-keys: keys",
            "GET /api/v1/tokens: no token",
            "GET /api/v1/usage/calls/{id}: own_usage organization_usage",
            "GET /api/v1/usage/calls: own_usage organization_usage",
            "GET /api/v1/usage/change: own_usage organization_usage",
            "GET /api/v1/usage/ending-models: own_usage organization_usage",
            "GET /api/v1/usage/export.csv: own_usage organization_usage",
            "GET /api/v1/usage/export: own_usage organization_usage",
            "GET /api/v1/usage/failures: own_usage organization_usage",
            "GET /api/v1/usage/forecast: own_usage organization_usage",
            "GET /api/v1/usage/mail: no token",
            "GET /api/v1/usage/organization/ending-models: organization_usage",
            "GET /api/v1/usage/organization/summary: organization_usage",
            "GET /api/v1/usage/refused-calls/samples: own_usage organization_usage",
            "GET /api/v1/usage/refused-calls: own_usage organization_usage",
            "GET /api/v1/usage/report: own_usage organization_usage",
            "GET /api/v1/usage/summary: own_usage organization_usage",
            "GET /api/v1/usage/what-if: own_usage organization_usage",
            "PATCH /api/v1/keys/{id}: keys",
            "POST /api/v1/alerts/channels/{id}/test: no token",
            "POST /api/v1/alerts/channels: no token",
            "POST /api/v1/alerts/deliveries/{id}/replay: no token",
            "POST /api/v1/alerts/mutes: no token",
            "POST /api/v1/alerts/rules/dry-run: organization_usage",
            "POST /api/v1/alerts/rules: no token",
            "POST /api/v1/budgets/dry-run: budgets",
            "POST /api/v1/budgets: budgets",
            "POST /api/v1/invitations: members",
            "POST /api/v1/keys/{id}/rotate: keys",
            "POST /api/v1/keys: keys",
            "POST /api/v1/price-bundles/{sha256}/application: no token",
            "POST /api/v1/price-bundles: no token",
            "POST /api/v1/prices/estimate: " + ANY,
            "POST /api/v1/provider-keys/{provider}/test: keys",
            "POST /api/v1/tokens: no token",
            "POST /api/v1/usage/mail/confirmation: no token",
            "PUT /api/v1/alerts/channels/{id}: no token",
            "PUT /api/v1/alerts/rules/{id}: no token",
            "PUT /api/v1/budgets/{id}: budgets",
            "PUT /api/v1/key-policy: keys",
            "PUT /api/v1/members/{id}: members",
            "PUT /api/v1/organization/retention: no token",
            "PUT /api/v1/organization/tag-dimensions: no token",
            "PUT /api/v1/organization/time-zone: no token",
            "PUT /api/v1/provider-keys/{provider}: keys",
            "PUT /api/v1/usage/mail: no token");

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    @BeforeEach
    void signIn() {
        usage.signIn(Role.OWNER);
    }

    /** Whoever adds a path says here and in the document which scope opens it. */
    @Test
    void everyPathSaysWhichScopeOpensIt() {
        assertThat(declared()).containsExactlyElementsOf(TABLE);
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void aTokenReachesWhatItsScopeOpensAndNothingElse(Scope scope) {
        usage.byToken(scope);

        assertThat(TABLE).allSatisfy(line -> {
            String[] pathAndScopes = line.split(": ", 2);
            assertThat(isRefused(ask(pathAndScopes[0])))
                    .isNotEqualTo(
                            " %s ".formatted(pathAndScopes[1]).contains(" %s ".formatted(ApiEnumNames.word(scope))));
        });
    }

    @Test
    void theProblemNamesTheScope() {
        usage.byToken(Scope.PRICES);

        assertThat(get("/api/v1/keys")).hasStatus(403).bodyJson().isLenientlyEqualTo("""
                {
                  "type": "urn:tokentally:problem:scope-missing",
                  "detail": "This API token may not do that: it needs the scope keys. Make a token that has it."
                }
                """);
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/usage/calls", "/api/v1/usage/export", "/api/v1/usage/export.csv"})
    void whoMayLookAtTheirOwnUsageMayNotLookAtTheOrganizations(String path) {
        usage.byToken(Scope.OWN_USAGE);

        assertThat(get(path + "?scope=own")).hasStatusOk();
        assertThat(get(path + "?scope=organization"))
                .hasStatus(403)
                .bodyText()
                .contains("scope-missing", "organization_usage");

        usage.byToken(Scope.ORGANIZATION_USAGE);
        assertThat(get(path + "?scope=organization")).hasStatusOk();
    }

    private List<String> declared() {
        return requestMappingHandlerMapping.getHandlerMethods().entrySet().stream()
                .filter(mapping -> mapping.getValue()
                        .getBeanType()
                        .getPackageName()
                        .equals(RestConfiguration.class.getPackageName()))
                .flatMap(mapping -> mapping.getKey().getMethodsCondition().getMethods().stream()
                        .flatMap(method -> mapping.getKey().getPatternValues().stream()
                                .map(path -> "%s %s: %s".formatted(method, path, scopes(mapping.getValue())))))
                .sorted()
                .toList();
    }

    private static String scopes(HandlerMethod method) {
        NeedsScope needed = method.getMethodAnnotation(NeedsScope.class);
        boolean never = method.hasMethodAnnotation(NotByToken.class);
        if ((needed == null) == !never) {
            return "says nothing, or two things";
        }
        Set<Scope> scopes =
                needed == null ? EnumSet.noneOf(Scope.class) : EnumSet.copyOf(Arrays.asList(needed.value()));
        return never ? "no token" : scopes.stream().map(ApiEnumNames::word).collect(Collectors.joining(" "));
    }

    private MvcTestResult ask(String line) {
        String[] words = line.split(" ", 2);
        String uri = Stream.of("{id}", "{provider}", "{model}", "{vendor}", "{sha256}", "{*rest}")
                .reduce(words[1], (path, variable) -> path.replace(variable, "x"));
        return mvc.method(HttpMethod.valueOf(words[0]))
                .uri(uri)
                .contentType(
                        line.equals("POST /api/v1/price-bundles")
                                ? MediaType.valueOf("application/zip")
                                : MediaType.APPLICATION_JSON)
                .content("{}")
                .exchange();
    }

    private static boolean isRefused(MvcTestResult result) {
        try {
            String body = result.getResponse().getContentAsString();
            return result.getResponse().getStatus() == 403
                    && (body.contains("scope-missing") || body.contains("not-by-token"));
        } catch (java.io.UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }
}
