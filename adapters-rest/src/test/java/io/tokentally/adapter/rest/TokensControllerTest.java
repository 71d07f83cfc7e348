package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class TokensControllerTest extends RestTest {

    private static final String WANTED = """
            {"name": " nightly ", "scopes": ["organization_usage", "prices"], "expiresAt": "2027-01-01T00:00:00Z"}""";

    @Autowired
    private FakeTokens tokens;

    @BeforeEach
    void setUp() {
        tokens.reset();
    }

    @Test
    void aNewTokenIsToldOnce() {
        MvcTestResult made = post("/api/v1/tokens", WANTED);

        assertThat(made).hasStatus(201).hasHeader("Cache-Control", "no-store");
        assertThat(made).bodyJson().isStrictlyEqualTo("""
                        {
                          "name": "nightly",
                          "organization": "acme",
                          "scopes": ["organization_usage", "prices"],
                          "expiresAt": "2027-01-01T00:00:00Z",
                          "secret": "%s"
                        }
                        """.formatted(FakeTokens.SECRET.value()));
        assertThat(get("/api/v1/tokens")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {
                  "tokens": [
                    {
                      "id": "00000000-0000-0000-0000-000000000001",
                      "name": "nightly",
                      "userId": "member@acme.example",
                      "organization": "acme",
                      "scopes": ["organization_usage", "prices"],
                      "createdAt": "2026-10-20T22:30:00Z",
                      "expiresAt": "2027-01-01T00:00:00Z",
                      "lastUsedAt": null
                    }
                  ]
                }
                """);
    }

    @Test
    void aTokenThatReadsMetricsActsInNoOrganization() {
        assertThat(post("/api/v1/tokens", """
                {"name": "prometheus", "scopes": ["metrics"], "expiresAt": "2027-01-01T00:00:00Z"}"""))
                .hasStatus(201)
                .bodyJson()
                .extractingPath("$.organization")
                .isNull();
    }

    @Test
    void whoeverBelongsToSeveralOrganizationsNamesOne() {
        usage.alsoIn(new OrganizationId("globex"), Role.MEMBER);

        assertThat(post("/api/v1/tokens", WANTED)).hasStatus(409);
        assertThat(post("/api/v1/tokens?organization=globex", WANTED))
                .hasStatus(201)
                .bodyJson()
                .extractingPath("$.organization")
                .isEqualTo("globex");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            name      ; {"scopes": ["keys"], "expiresAt": "2027-01-01T00:00:00Z"}
            name      ; {"name": "", "scopes": ["keys"], "expiresAt": "2027-01-01T00:00:00Z"}
            scopes    ; {"name": "n", "expiresAt": "2027-01-01T00:00:00Z"}
            scopes    ; {"name": "n", "scopes": [], "expiresAt": "2027-01-01T00:00:00Z"}
            scopes    ; {"name": "n", "scopes": ["all"], "expiresAt": "2027-01-01T00:00:00Z"}
            scopes    ; {"name": "n", "scopes": "keys", "expiresAt": "2027-01-01T00:00:00Z"}
            expiresAt ; {"name": "n", "scopes": ["keys"]}
            expiresAt ; {"name": "n", "scopes": ["keys"], "expiresAt": "never"}
            """, delimiter = ';', quoteCharacter = '`')
    void whatMeansNothingIsNamed(String parameter, String body) {
        assertThat(post("/api/v1/tokens", body))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.parameter")
                .isEqualTo(parameter);
    }

    @Test
    void aTokenIsRevokedOnce() {
        post("/api/v1/tokens", WANTED);
        String path = "/api/v1/tokens/00000000-0000-0000-0000-000000000001";

        assertThat(mvc.delete().uri(path).exchange()).hasStatus(204);
        assertThat(mvc.delete().uri(path).exchange())
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("urn:tokentally:problem:token-refused");
        assertThat(mvc.delete().uri("/api/v1/tokens/tt-api-whatever").exchange())
                .hasStatus(400)
                .bodyText()
                .contains("it must be the id of a token, and not the token");
    }

    @Test
    void ownersSeeAndRevokeTheOrganizations() {
        post("/api/v1/tokens", WANTED);
        assertThat(get("/api/v1/organization/tokens")).hasStatus(403);

        usage.signIn(Role.OWNER);

        assertThat(get("/api/v1/organization/tokens"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.tokens[0].userId")
                .isEqualTo("member@acme.example");
        assertThat(mvc.delete()
                        .uri("/api/v1/organization/tokens/00000000-0000-0000-0000-000000000001")
                        .exchange())
                .hasStatus(204);
    }

    private MvcTestResult post(String path, String body) {
        return mvc.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
