package io.tokentally.bootstrap.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.bootstrap.TokentallyApplication;
import io.tokentally.bootstrap.product.Api;
import io.tokentally.simulator.OpenAiSimulator;
import io.tokentally.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Upstreams that environment variables add, which speak OpenAI's protocol and call their model as OpenAI does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AddedUpstreamIT {

    private static final String OWNER = "owner@acme.example";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CHAT =
            "{\"model\": \"gpt-4.1-nano\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}";

    @TempDir
    private static Path home;

    private OpenAiSimulator server;
    private ConfigurableApplicationContext application;
    private Api api;
    private String key;

    @BeforeAll
    void start() {
        server = OpenAiSimulator.start(SimulatorOptions.defaults());
        String address = server.baseUrl().toString();
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of(
                                "TOKENTALLY_UPSTREAMS_VLLM_BASEURL",
                                address,
                                "TOKENTALLY_UPSTREAMS_AZURE1_BASEURL",
                                address,
                                "TOKENTALLY_UPSTREAMS_AZURE1_PREFIX",
                                "azure-one",
                                "TOKENTALLY_UPSTREAMS_AZURE1_PRICES",
                                "openai")));
        application = run(environment);
        api = new Api(application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        HttpResponse<String> made =
                api.post(OWNER, "/api/v1/keys", "{\"name\": \"it\", \"service\": \"it\"}", "same-origin");
        key = new JsonMapper().readTree(made.body()).get("secret").asString();
        for (String upstream : new String[] {"vllm", "azure1"}) {
            assertThat(api.send(OWNER, "PUT", "/api/v1/provider-keys/" + upstream, "{\"secret\": \"sk-of-it\"}")
                            .statusCode())
                    .isEqualTo(204);
        }
    }

    private static ConfigurableApplicationContext run(ConfigurableEnvironment environment) {
        SpringApplication application = new SpringApplication(TokentallyApplication.class);
        application.setEnvironment(environment);
        return application.run("--server.port=0", "--tokentally.gateway.port=0", "--tokentally.home=" + home);
    }

    @AfterAll
    void stop() {
        if (application != null) {
            application.close();
        }
        server.close();
    }

    /** The record of a call there, once it is in the ledger. */
    private JsonNode callTo(String path) throws IOException, InterruptedException {
        String feature = "it_" + UUID.randomUUID();
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s%s"
                                        .formatted(
                                                application.getEnvironment().getProperty("local.gateway.port"), path)))
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .header("X-Tokentally-Endpoint", feature)
                                .POST(BodyPublishers.ofString(CHAT))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode calls = api.json(OWNER, "/api/v1/usage/calls?scope=organization&endpoint=" + feature)
                    .get("calls");
            if (!calls.isEmpty()) {
                return calls.get(0);
            }
            Thread.sleep(50);
        }
        throw new AssertionError("The call to " + path + " did not reach the ledger");
    }

    @Test
    void withoutPricesACallIsUnpricedAndSaysWhy() throws Exception {
        JsonNode call = callTo("/vllm/v1/chat/completions");

        assertThat(call.get("provider").asString()).isEqualTo("vllm");
        assertThat(call.get("costStatus").asString()).isEqualTo("unpriced");
        assertThat(call.get("unpricedReason").asString()).isEqualTo("no_prices_for_upstream");
        assertThat(call.get("cost").isNull()).isTrue();
    }

    @Test
    void withOpenAisPricesItCostsWhatOpenAiWouldTake() throws Exception {
        JsonNode call = callTo("/azure-one/v1/chat/completions");
        JsonNode ofOpenAi = callTo("/openai/v1/chat/completions");

        assertThat(call.get("provider").asString()).isEqualTo("azure1");
        assertThat(call.get("costStatus").asString()).isEqualTo("measured");
        assertThat(call.get("priceVersion").asString()).isEqualTo("openai/gpt-4.1-nano/standard/2025-04-14");
        assertThat(ofOpenAi.get("provider").asString()).isEqualTo("openai");
        assertThat(ofOpenAi.get("priceVersion")).isEqualTo(call.get("priceVersion"));
    }

    @Test
    void eachIsOneThatAnOwnerCanStoreAKeyFor() {
        assertThat(api.json(OWNER, "/api/v1/provider-keys").get("providers").toString())
                .isEqualTo("[\"anthropic\",\"azure1\",\"openai\",\"vllm\"]");
    }
}
