package io.tokentally.bootstrap.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.in.refusal.WriteRefusedCallsUseCase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A refused call, from the gateway to whoever asks for it. */
@ProductTest
class RefusedCallsIT {

    private static final String MEMBER = "member@acme.example";
    private static final String OTHER_MEMBER = "second@acme.example";
    private static final String OWNER = "owner@acme.example";
    private static final String OPERATOR = "operator@demo.example";
    private static final String KEYS = "/api/v1/keys";
    private static final String REFUSED = "/api/v1/usage/refused-calls";
    private static final String OF_NOBODY = "/api/v1/installation/refused-calls";
    private static final String UNKNOWN = "tt_" + "U".repeat(40);

    @LocalServerPort
    private int port;

    @Autowired
    private Environment environment;

    @Autowired
    private WriteRefusedCallsUseCase refusedCalls;

    private Api api;

    @BeforeEach
    void openApi() {
        api = new Api(port);
    }

    @Test
    void isAMeasureOfItsOwnForThoseWhoseKeyItIs() throws Exception {
        JsonNode key = new JsonMapper()
                .readTree(api.send(MEMBER, "POST", KEYS, "{\"name\": \"to be revoked\"}")
                        .body());
        String id = key.get("id").asString();
        api.send(MEMBER, "DELETE", KEYS + "/" + id, "");
        long requests = requests();

        assertThat(call(key.get("secret").asString())).isEqualTo(401);
        assertThat(call(key.get("secret").asString())).isEqualTo(401);
        refusedCalls.write();

        for (String asked : new String[] {MEMBER, OWNER}) {
            String scope = asked.equals(OWNER) ? "organization" : "own";
            JsonNode told = json(asked, REFUSED + "?by=key,reason&grain=hour&days=1&scope=" + scope);
            assertThat(told.get("rows").valueStream())
                    .filteredOn(row -> row.at("/group/key").asString().equals(id))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.at("/group/reason").asString()).isEqualTo("key_revoked");
                        assertThat(row.get("calls").asLong()).isEqualTo(2);
                    });
            assertThat(api.get(asked, REFUSED + "/samples?scope=" + scope).body())
                    .contains(id);
        }
        assertThat(json(OTHER_MEMBER, REFUSED).get("total").asLong()).isZero();
        assertThat(api.get("owner@globex.example", REFUSED + "/samples?scope=organization")
                        .body())
                .doesNotContain(id);
        assertThat(requests()).isEqualTo(requests);
    }

    @Test
    void ofAKeyThatNobodyKnowsIsTheOperators() throws Exception {
        assertThat(call(UNKNOWN)).isEqualTo(401);
        refusedCalls.write();

        assertThat(api.get(OPERATOR, OF_NOBODY + "?days=1").body()).contains("\"unknown_key\"");
        assertThat(api.get(OPERATOR, OF_NOBODY + "/samples").body())
                .contains("tt_UUUUUUUU")
                .doesNotContain(UNKNOWN);
        assertThat(api.get(OWNER, OF_NOBODY).statusCode()).isEqualTo(403);
    }

    private long requests() {
        return json(OWNER, "/api/v1/usage/calls?scope=organization&days=2")
                .get("total")
                .asLong();
    }

    private JsonNode json(String user, String path) {
        return new JsonMapper().readTree(api.get(user, path).body());
    }

    private int call(String key) throws IOException, InterruptedException {
        String gateway = environment.getRequiredProperty("local.gateway.port");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:%s/openai/v1/chat/completions".formatted(gateway)))
                .header("Authorization", "Bearer " + key)
                .POST(BodyPublishers.ofString("{\"model\": \"gpt-4.1-nano\"}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
