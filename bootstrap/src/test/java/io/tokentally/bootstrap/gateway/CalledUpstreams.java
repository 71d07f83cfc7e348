package io.tokentally.bootstrap.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import io.tokentally.bootstrap.TokentallyApplication;
import io.tokentally.bootstrap.product.Api;
import io.tokentally.domain.access.Viewer;
import io.tokentally.simulator.OpenAiSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The application with upstreams that environment variables name, all of which are one server of OpenAI's form. */
final class CalledUpstreams implements AutoCloseable {

    private static final String OWNER = "owner@acme.example";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CHAT =
            "{\"model\": \"gpt-4.1-nano\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}";

    private final ConfigurableApplicationContext application;
    private final Api api;
    private final String key;

    private CalledUpstreams(ConfigurableApplicationContext application) {
        this.application = application;
        this.api = new Api(application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        HttpResponse<String> made = api.post(
                OWNER,
                "/api/v1/keys",
                "{\"name\": \"it\", \"service\": \"it%s\"}".formatted(UUID.randomUUID()),
                "same-origin");
        this.key = new JsonMapper().readTree(made.body()).get("secret").asString();
    }

    /**
     * @param settings of upstreams, by what follows {@code TOKENTALLY_UPSTREAMS_}
     * @param upstreams those that are at the server, and have a key stored
     */
    static CalledUpstreams start(Path home, OpenAiSimulator server, Map<String, String> settings, String... upstreams) {
        Map<String, Object> variables = new HashMap<>();
        settings.forEach((name, value) -> variables.put("TOKENTALLY_UPSTREAMS_" + name, value));
        for (String upstream : upstreams) {
            variables.put(
                    "TOKENTALLY_UPSTREAMS_%s_BASEURL".formatted(upstream.toUpperCase(Locale.ROOT)),
                    server.baseUrl().toString());
        }
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        SpringApplication application = new SpringApplication(TokentallyApplication.class);
        application.setEnvironment(environment);
        CalledUpstreams called = new CalledUpstreams(
                application.run("--server.port=0", "--tokentally.gateway.port=0", "--tokentally.home=" + home));
        for (String upstream : upstreams) {
            assertThat(called.api
                            .send(OWNER, "PUT", "/api/v1/provider-keys/" + upstream, "{\"secret\": \"sk-of-it\"}")
                            .statusCode())
                    .isEqualTo(204);
        }
        return called;
    }

    /** OpenAI's own client, calling at that path for that feature. */
    OpenAIClient client(String path, String feature) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(addressOf(path))
                .apiKey(key)
                .putHeader("X-Tokentally-Endpoint", feature)
                .build();
    }

    private String addressOf(String path) {
        return "http://127.0.0.1:%s%s".formatted(application.getEnvironment().getProperty("local.gateway.port"), path);
    }

    /** The record of a call there, once it is in the ledger. */
    JsonNode call(String path) throws IOException, InterruptedException {
        String feature = "it_" + UUID.randomUUID();
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(addressOf(path)))
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .header("X-Tokentally-Endpoint", feature)
                                .POST(BodyPublishers.ofString(CHAT))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return callsOf(feature, 1).get(0);
    }

    /** The records of a feature's calls, once as many are in the ledger. */
    JsonNode callsOf(String feature, int count) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode calls = callsOf(feature);
            if (calls.size() >= count) {
                return calls;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("%d calls of %s did not reach the ledger".formatted(count, feature));
    }

    /** All that the API tells of one call. */
    JsonNode call(JsonNode ofList) {
        return api.json(OWNER, "/api/v1/usage/calls/" + ofList.get("id").asString());
    }

    /** The record of calls of a feature. */
    JsonNode callsOf(String feature) {
        return api.json(OWNER, "/api/v1/usage/calls?scope=organization&endpoint=" + feature)
                .get("calls");
    }

    /** What the page of providers' keys shows. */
    JsonNode providerKeys() {
        return api.json(OWNER, "/api/v1/provider-keys");
    }

    <T> T bean(Class<T> type) {
        return application.getBean(type);
    }

    /** The owner, with a session that the schema's owner has put into the database. */
    Viewer owner() {
        return SpentBudget.owner(application, OWNER);
    }

    @Override
    public void close() {
        application.close();
    }
}
