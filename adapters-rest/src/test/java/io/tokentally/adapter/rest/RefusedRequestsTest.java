package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.Role;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Requests with one fault each: with which status they are refused, for which field, and in which words. */
class RefusedRequestsTest extends RestTest {

    @Autowired
    private FakeKeys keys;

    @Autowired
    private FakeTokens tokens;

    @Autowired
    private FakeMembers members;

    @BeforeEach
    void signIn() {
        keys.reset();
        tokens.reset();
        members.reset();
        usage.signIn(Role.OWNER);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "refused-requests.csv",
            delimiter = '|',
            quoteCharacter = '`',
            numLinesToSkip = 1,
            maxCharsPerColumn = 10_000)
    void sayWhatToDo(
            String method,
            String path,
            String body,
            int status,
            String kind,
            @Nullable String parameter,
            String detail) {
        send("POST", "/api/v1/keys", "{\"name\": \"laptop\"}");

        MvcTestResult refused = send(method, path, body);

        assertThat(refused).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(refused).bodyJson().isLenientlyEqualTo("{\"type\": \"urn:tokentally:problem:%s\"}".formatted(kind));
        assertThat(refused).bodyJson().extractingPath("$.detail").isEqualTo(detail);
        if (parameter == null) {
            assertThat(refused).bodyText().doesNotContain("\"parameter\":\"p");
        } else {
            assertThat(refused).bodyJson().extractingPath("$.parameter").isEqualTo(parameter);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/usage/calls?days=&from=&to=&zone=&scope=&endpoint=&model=&status=&user=&limit=&cursor=&organization=",
                "/api/v1/usage/failures?days=&from=&to=&zone=&scope=&compare=&top=&http_status=&organization=",
                "/api/v1/usage/refused-calls?days=&from=&to=&zone=&scope=&by=&grain=&top=&organization=",
                "/api/v1/prices?provider=&model=&tier=&at=&limit=&offset=&organization=",
                "/api/v1/audit?action=&actor=&subject=&person=&text=&from=&to=&limit=&before=&organization="
            })
    void aParameterThatIsEmptyIsAsGoodAsLeftOut(String path) {
        assertThat(get(path)).hasStatusOk();
    }

    @Test
    void aNameWithNulIsNotRepeatedInTheMessage() {
        assertThat(send("POST", "/api/v1/keys", "{\"name\": \"a\", \"a\\u0000b\": 1}"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.detail")
                .asString()
                .startsWith("a text of 3 characters is no field of this body.");
    }

    @Test
    void anUnknownFieldIsToldEvenWhereItIsDeep() {
        String deep = "[".repeat(2_000) + "]".repeat(2_000);

        assertThat(send("POST", "/api/v1/keys", "{\"name\": \"a\", \"more\": %s}".formatted(deep)))
                .hasStatus(400)
                .bodyText()
                .contains("urn:tokentally:problem:");
    }

    private MvcTestResult send(String method, String path, String body) {
        return mvc.method(HttpMethod.valueOf(method))
                .uri(URI.create(path))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
