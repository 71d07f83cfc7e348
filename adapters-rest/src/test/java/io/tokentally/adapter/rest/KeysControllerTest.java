package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.ReplacedKeyEnd;
import io.tokentally.domain.metering.Provider;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class KeysControllerTest extends RestTest {

    private static final String PROVIDER_KEY = "sk-proj-4711";

    @Autowired
    private FakeKeys keys;

    @BeforeEach
    void setUp() {
        keys.reset();
    }

    @Test
    void aNewKeyIsToldOnceAndKeptByNobodyOnTheWay() {
        MvcTestResult made = post("""
                {"name": " laptop ", "expiresAt": "2027-01-01T00:00:00Z"}""");

        assertThat(made).hasStatus(201).hasHeader("Cache-Control", "no-store");
        assertThat(made).bodyJson().isStrictlyEqualTo("""
                {
                  "id": "00000000-0000-0000-0000-000000000001",
                  "name": "laptop",
                  "prefix": "tt_abcdefgh",
                  "secret": "tt_abcdefghijABCDEFGHIJ0123456789abcdefghij",
                  "holder": "user",
                  "userId": "member@acme.example",
                  "requestsPerMinute": null,
                  "concurrentCalls": null,
                  "policy": {
                    "unrestricted": false,
                    "operations": ["models", "resources"],
                    "paths": [],
                    "calls": [],
                    "models": [],
                    "providers": [],
                    "resources": "key",
                    "unknownIds": false,
                    "tellsBudgets": false,
                    "outputTokens": null
                  },
                  "createdBy": "member@acme.example",
                  "createdAt": "2026-10-20T22:30:00Z",
                  "expiresAt": "2027-01-01T00:00:00Z",
                  "revokedAt": null,
                  "lastUsedAt": null,
                  "status": "active",
                  "hashedUnder": "current",
                  "oldHashUntil": null,
                  "replaces": null,
                  "replacedBy": null
                }
                """);
        assertThat(get("/api/v1/keys"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"organization": "acme", "keys": [{"name": "laptop", "prefix": "tt_abcdefgh"}]}
                        """)
                .doesNotHavePath("$.keys[0].secret");
    }

    @Test
    void aKeyThatIsKnownByAnOldHashSaysUntilWhenItWorks() {
        post("{\"name\": \"laptop\"}");
        keys.aged().put(new VirtualKeyId(FakeKeys.FIRST), Instant.parse("2026-11-20T00:00:00Z"));

        assertThat(get("/api/v1/keys")).bodyJson().isLenientlyEqualTo("""
                {"keys": [{"hashedUnder": "old", "oldHashUntil": "2026-11-20T00:00:00Z"}]}
                """);
    }

    @Test
    void ownersMakeKeysForServicesWithLimits() {
        String body = """
                {"name": "import", "service": "nightly-import", "requestsPerMinute": 60, "concurrentCalls": 4}""";

        assertThat(post(body)).hasStatus(403);

        usage.signIn(Role.OWNER);
        assertThat(post(body)).hasStatus(201).bodyJson().isLenientlyEqualTo("""
                {"holder": "service", "userId": "nightly-import", "requestsPerMinute": 60, "concurrentCalls": 4}
                """);
    }

    @Test
    void aKeySaysWhatItMayDo() {
        assertThat(post("""
                {"name": "narrow", "policy": {"operations": ["models"], "models": ["gpt-4.1-nano*"],
                 "providers": ["openai"], "paths": ["get /v1/fine_tuning/*"], "calls": ["chat.completions"], "resources": "holder", "unknownIds": true}}""")).hasStatus(201).bodyJson().isLenientlyEqualTo("""
                        {"policy": {"unrestricted": false, "operations": ["models"], "models": ["gpt-4.1-nano*"],
                         "providers": ["openai"], "paths": ["GET /v1/fine_tuning/*"], "calls": ["chat.completions"], "resources": "holder",
                         "unknownIds": true}}
                        """);
    }

    @Test
    void aKeySaysWhetherAnswersTellOfBudgetsWhateverItMayDo() {
        assertThat(post("""
                {"name": "curious", "policy": {"operations": ["models"], "tellsBudgets": true}}""")).hasStatus(201).bodyJson().isLenientlyEqualTo("""
                        {"policy": {"operations": ["models"], "tellsBudgets": true}}
                        """);
        usage.signIn(Role.OWNER);
        assertThat(post("""
                {"name": "curious", "policy": {"unrestricted": true, "tellsBudgets": true}}""")).hasStatus(201).bodyJson().isLenientlyEqualTo("""
                        {"policy": {"unrestricted": true, "tellsBudgets": true}}
                        """);
    }

    @Test
    void aKeySaysWhatAnswersAreLimitedToWhateverItMayDo() {
        assertThat(post("""
                {"name": "short", "policy": {"operations": ["models"], "outputTokens": 4096}}""")).hasStatus(201).bodyJson().isLenientlyEqualTo("""
                        {"policy": {"operations": ["models"], "outputTokens": 4096}}
                        """);
        usage.signIn(Role.OWNER);
        assertThat(post("""
                {"name": "short", "policy": {"unrestricted": true, "outputTokens": 4096}}""")).hasStatus(201).bodyJson().isLenientlyEqualTo("""
                        {"policy": {"unrestricted": true, "outputTokens": 4096}}
                        """);
        assertThat(post("""
                {"name": "none", "policy": {"operations": ["models"], "outputTokens": 0}}"""))
                .hasStatus(422)
                .bodyText()
                .contains("A key limits answers to between 1 and 10000000 output tokens, not 0.");
    }

    @Test
    void ownersLayDownWhatKeysMayDoAndEverybodySeesIt() {
        String body = """
                {"ceiling": {"operations": ["models"]}, "mostKeys": 3, "mostDays": 30}""";

        assertThat(putPolicy(body)).hasStatus(403);

        usage.signIn(Role.OWNER);
        assertThat(putPolicy(body)).hasStatusOk();
        assertThat(putPolicy("{\"mostKeys\": 101}")).hasStatus(422);
        assertThat(putPolicy("{\"mostDays\": 0}")).hasStatus(422);
        usage.signIn(Role.MEMBER);
        assertThat(get("/api/v1/key-policy")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"organization": "acme", "usual": {"operations": ["models", "resources"]},
                 "ceiling": {"operations": ["models"]}, "mostKeys": 3, "mostDays": 30}
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                            | 400 | name is missing
                    {"name": ""}                                  | 400 | must not be blank
                    {"name": 7}                                   | 400 | name must be a string
                    {"name": "a", "requestsPerMinute": "60"}      | 400 | requestsPerMinute must be a whole number
                    {"name": "a", "requestsPerMinute": 1.5}       | 400 | requestsPerMinute must be a whole number
                    {"name": "a", "requestsPerMinute": 0}         | 422 | Requests per minute must lie between 1
                    {"name": "a", "expiresAt": "tomorrow"}        | 400 | must be an instant
                    {"name": "a", "expiresAt": "2026-10-20T22:30:00Z"} | 422 | expired already
                    {"name": "a", "user": "somebody"}             | 400 | is no field of this body
                    {"name": "a", "policy": []}                   | 400 | policy must be an object
                    {"name": "a", "policy": {"operations": ["all"]}} | 400 | no such word
                    {"name": "a", "policy": {"operations": "models"}} | 400 | operations must be a list
                    {"name": "a", "policy": {"unknownIds": "yes"}} | 400 | unknownIds must be true or false
                    {"name": "a", "policy": {"scope": "key"}}     | 400 | has fields besides
                    {"name": "a", "policy": {}}                   | 422 | may do nothing
                    {"name": "a", "policy": {"paths": ["/v1/x"]}} | 422 | no method and path
                    [                                             | 400 | no JSON
                    """)
    void whatCannotBeMadeIsExplained(String body, int status, String detail) {
        assertThat(post(body))
                .hasStatus(status)
                .hasContentTypeCompatibleWith("application/problem+json")
                .bodyJson()
                .extractingPath("$.detail")
                .asString()
                .contains(detail);
        assertThat(get("/api/v1/keys"))
                .bodyJson()
                .extractingPath("$.keys")
                .asArray()
                .isEmpty();
    }

    @Test
    void aKeyIsRevokedByItsId() {
        post("{\"name\": \"laptop\"}");

        assertThat(delete("/api/v1/keys/" + FakeKeys.FIRST)).hasStatus(204);

        assertThat(keys.revoked()).containsExactly(new VirtualKeyId(FakeKeys.FIRST));
    }

    @Test
    void aKeyIsRenamedByItsId() {
        post("{\"name\": \"laptop\"}");

        assertThat(rename(FakeKeys.FIRST.toString(), "{\"name\": \" desk \"}")).hasStatus(204);

        assertThat(keys.renamed()).containsExactly(Map.entry(new VirtualKeyId(FakeKeys.FIRST), "desk"));
    }

    @Test
    void aKeyIsReplacedByAnotherThatIsToldOnce() {
        post("{\"name\": \"laptop\"}");

        MvcTestResult made = rotate(FakeKeys.FIRST.toString(), "{\"ends\": \"in_a_day\"}");

        assertThat(made).hasStatus(201).hasHeader("Cache-Control", "no-store");
        assertThat(made).bodyJson().isLenientlyEqualTo("""
                {"id": "00000000-0000-0000-0000-000000000002", "name": "laptop", "secret": "%s",
                 "replaces": "00000000-0000-0000-0000-000000000001", "replacedBy": null}
                """.formatted(FakeKeys.SECRET));
        assertThat(keys.ends()).containsExactly(ReplacedKeyEnd.IN_A_DAY);
        assertThat(get("/api/v1/keys")).bodyJson().isLenientlyEqualTo("""
                {"keys": [
                  {"replaces": null, "replacedBy": "00000000-0000-0000-0000-000000000002"},
                  {"replaces": "00000000-0000-0000-0000-000000000001", "replacedBy": null}]}
                """);
        assertThat(rotate(FakeKeys.FIRST.toString(), "{\"ends\": \"at_once\"}"))
                .hasStatus(422)
                .bodyText()
                .contains("replaced before");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                     | 400 | ends is missing
                    {"ends": null}         | 400 | ends
                    {"ends": "tomorrow"}   | 400 | it must be one of at_once, in_an_hour, in_a_day, in_a_week, when_revoked
                    {"ends": "AT_ONCE"}    | 400 | it must be one of
                    {"ends": 7}            | 400 | ends must be a string
                    {"ends": "at_once", "name": "x"} | 400 | is no field of this body
                    """)
    void aKeyThatCannotBeReplacedSoIsNot(String body, int status, String detail) {
        post("{\"name\": \"laptop\"}");

        assertThat(rotate(FakeKeys.FIRST.toString(), body))
                .hasStatus(status)
                .bodyText()
                .contains(detail);
        assertThat(keys.ends()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "00000000-0000-0000-0000-000000000002, 404, There is no key '00000000-0000-0000-0000-000000000002'",
        "laptop, 400, it must be the id of a key"
    })
    void aKeyThatIsNotThereIsNeitherRenamedNorReplaced(String id, int status, String detail) {
        post("{\"name\": \"laptop\"}");

        assertThat(rename(id, "{\"name\": \"desk\"}"))
                .hasStatus(status)
                .bodyText()
                .contains(detail);
        assertThat(rotate(id, "{\"ends\": \"at_once\"}"))
                .hasStatus(status)
                .bodyText()
                .contains(detail);
        assertThat(rename(FakeKeys.FIRST.toString(), "{\"name\": \"" + "x".repeat(101) + "\"}"))
                .hasStatus(400);
        assertThat(keys.renamed()).isEmpty();
        assertThat(keys.ends()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "00000000-0000-0000-0000-000000000002, 404, There is no key '00000000-0000-0000-0000-000000000002'",
        "tt_abcdefghijABCDEFGHIJ0123456789abcdefghij, 400, it must be the id of a key"
    })
    void aKeyThatIsNotThereIsNotRevoked(String id, int status, String detail) {
        post("{\"name\": \"laptop\"}");

        MvcTestResult result = delete("/api/v1/keys/" + id);

        assertThat(result).hasStatus(status).bodyText().contains(detail).doesNotContain("\"detail\":\"tt_");
        assertThat(keys.revoked()).isEmpty();
    }

    @Test
    void aProvidersKeyGoesInAndNeverComesOut() {
        usage.signIn(Role.OWNER);

        MvcTestResult stored = put("openai", "{\"secret\": \"%s\"}".formatted(PROVIDER_KEY));

        assertThat(stored).hasStatus(204).bodyText().isEmpty();
        assertThat(keys.secrets()).containsEntry(Provider.OPENAI, new ProviderSecret(PROVIDER_KEY));
        assertThat(get("/api/v1/provider-keys")).bodyJson().isStrictlyEqualTo("""
                {
                  "organization": "acme",
                  "providers": ["openai", "anthropic", "vllm"],
                  "upstreams": [
                    {"name": "openai", "protocol": "openai", "path": "/openai/v1",
                     "address": "https://api.openai.com/v1", "prices": "openai"},
                    {"name": "anthropic", "protocol": "anthropic", "path": "/anthropic",
                     "address": "https://api.anthropic.com", "prices": "anthropic"},
                    {"name": "vllm", "protocol": "openai", "path": "/gpu/v1",
                     "address": "http://10.0.0.7:8000/v1", "prices": null}],
                  "keys": [{"provider": "openai", "hint": "4711", "storedBy": "member@acme.example",
                            "storedAt": "2026-10-20T22:30:00Z", "lastTest": null}]
                }
                """);

        assertThat(delete("/api/v1/provider-keys/openai")).hasStatus(204);
        assertThat(delete("/api/v1/provider-keys/openai"))
                .hasStatus(404)
                .bodyText()
                .contains("No key is stored for 'openai'");
        assertThat(keys.secrets()).isEmpty();
    }

    @Test
    void aProvidersKeyIsTestedIfOneIsStored() {
        assertThat(test("openai")).hasStatus(403);
        usage.signIn(Role.OWNER);
        assertThat(test("openai")).hasStatus(404).bodyText().contains("No key is stored for 'openai'");
        put("openai", "{\"secret\": \"%s\"}".formatted(PROVIDER_KEY));

        assertThat(test("openai")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"outcome": "refused", "status": 401, "testedAt": "2026-10-20T22:30:00Z"}
                """);
        assertThat(get("/api/v1/provider-keys")).bodyJson().isLenientlyEqualTo("""
                {"keys": [{"provider": "openai", "lastTest": {"outcome": "refused", "status": 401}}]}
                """);
    }

    @Test
    void membersHaveNothingToDoWithProvidersKeys() {
        assertThat(get("/api/v1/provider-keys")).hasStatus(403);
        assertThat(put("openai", "{\"secret\": \"%s\"}".formatted(PROVIDER_KEY)))
                .hasStatus(403);
        assertThat(delete("/api/v1/provider-keys/openai")).hasStatus(403);
    }

    @Test
    void aKeyThatIsRefusedIsNotRepeated() {
        usage.signIn(Role.OWNER);

        assertThat(put("openai", "{\"secret\": \"sk proj secret\"}"))
                .hasStatus(422)
                .bodyText()
                .contains("Copy it once more")
                .doesNotContain("proj");
        assertThat(put("openai", "{\"secret\": \"%s\"}".formatted(FakeKeys.SECRET)))
                .hasStatus(422)
                .bodyText()
                .contains("virtual key of Tokentally")
                .doesNotContain(FakeKeys.SECRET);
    }

    private MvcTestResult post(String body) {
        return mvc.post()
                .uri("/api/v1/keys")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private MvcTestResult rename(String id, String body) {
        return mvc.patch()
                .uri("/api/v1/keys/" + id)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private MvcTestResult rotate(String id, String body) {
        return mvc.post()
                .uri("/api/v1/keys/" + id + "/rotate")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private MvcTestResult test(String provider) {
        return mvc.post().uri("/api/v1/provider-keys/" + provider + "/test").exchange();
    }

    private MvcTestResult putPolicy(String body) {
        return mvc.put()
                .uri("/api/v1/key-policy")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private MvcTestResult put(String provider, String body) {
        return mvc.put()
                .uri("/api/v1/provider-keys/" + provider)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private MvcTestResult delete(String path) {
        return mvc.delete().uri(path).exchange();
    }
}
