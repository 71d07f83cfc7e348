package io.tokentally.bootstrap.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.in.repricing.RepriceUseCase;
import io.tokentally.bootstrap.product.DemoHome;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.repricing.RepricingRequest;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.simulator.OpenAiSimulator;
import io.tokentally.simulator.SimulatorOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Upstreams that environment variables add, which speak OpenAI's protocol and call their model as OpenAI does. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AddedUpstreamIT {

    private static final Map<String, String> SETTINGS = Map.of("AZURE1_PREFIX", "azure-one", "AZURE1_PRICES", "openai");
    private static final Map<String, String> SETTINGS_THEN = Map.of("LATER_PRICES", "openai");

    @TempDir
    private static Path home;

    @TempDir
    private static Path homeOfAnother;

    private OpenAiSimulator server;
    private CalledUpstreams called;

    @BeforeAll
    void start() {
        server = OpenAiSimulator.start(SimulatorOptions.defaults());
        called = CalledUpstreams.start(DemoHome.in(home), server, SETTINGS, "vllm", "azure1");
    }

    @AfterAll
    void stop() {
        if (called != null) {
            called.close();
        }
        server.close();
    }

    @Test
    void withoutPricesACallIsUnpricedAndSaysWhy() throws Exception {
        JsonNode call = called.call("/vllm/v1/chat/completions");

        assertThat(call.get("provider").asString()).isEqualTo("vllm");
        assertThat(call.get("costStatus").asString()).isEqualTo("unpriced");
        assertThat(call.get("unpricedReason").asString()).isEqualTo("no_prices_for_upstream");
        assertThat(call.get("cost").isNull()).isTrue();
    }

    @Test
    void withOpenAisPricesItCostsWhatOpenAiWouldTake() throws Exception {
        JsonNode call = called.call("/azure-one/v1/chat/completions");
        JsonNode ofOpenAi = called.call("/openai/v1/chat/completions");

        assertThat(call.get("provider").asString()).isEqualTo("azure1");
        assertThat(call.get("costStatus").asString()).isEqualTo("measured");
        assertThat(call.get("priceVersion").asString()).isEqualTo("openai/gpt-4.1-nano/standard/2025-04-14");
        assertThat(ofOpenAi.get("provider").asString()).isEqualTo("openai");
        assertThat(ofOpenAi.get("priceVersion")).isEqualTo(call.get("priceVersion"));
    }

    @Test
    void eachIsOneThatAnOwnerCanStoreAKeyForAndSeesTheWayTo() {
        JsonNode keys = called.providerKeys();

        assertThat(keys.get("providers").toString()).isEqualTo("[\"anthropic\",\"azure1\",\"openai\",\"vllm\"]");
        assertThat(keys.get("upstreams").get(1).toString())
                .isEqualTo(
                        "{\"name\":\"azure1\",\"protocol\":\"openai\",\"path\":\"/azure-one/v1\",\"address\":\"%s\",\"prices\":\"openai\"}"
                                .formatted(server.baseUrl()));
        assertThat(keys.get("upstreams").get(3).get("prices").isNull()).isTrue();
    }

    /** Whoever forgot whose prices hold sets it, starts anew and reprices: the remedy that the reason names. */
    @Test
    void oncePricesAreSaidItsCallsAreRepriced() throws Exception {
        String feature;
        try (CalledUpstreams before = CalledUpstreams.start(DemoHome.in(homeOfAnother), server, Map.of(), "later")) {
            JsonNode call = before.call("/later/v1/chat/completions");
            assertThat(call.get("costStatus").asString()).isEqualTo("unpriced");
            feature = call.get("endpoint").asString();
        }

        try (CalledUpstreams then = CalledUpstreams.start(homeOfAnother, server, SETTINGS_THEN, "later")) {
            Viewer owner = then.owner();
            Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
            then.bean(RepriceUseCase.class)
                    .start(
                            owner,
                            new RepricingRequest(
                                    new TimeRange(hour.minus(Duration.ofHours(1)), hour.plus(Duration.ofHours(2))),
                                    new Provider("later"),
                                    null,
                                    true,
                                    "Whose prices hold was forgotten"));

            JsonNode call = then.callsOf(feature).get(0);
            for (int i = 0; i < 200 && call.get("costStatus").asString().equals("unpriced"); i++) {
                Thread.sleep(100);
                call = then.callsOf(feature).get(0);
            }
            assertThat(call.get("costStatus").asString()).isEqualTo("measured");
            assertThat(call.get("provider").asString()).isEqualTo("later");
            assertThat(call.get("priceVersion").asString()).isEqualTo("openai/gpt-4.1-nano/standard/2025-04-14");
            assertThat(call.get("cost").asString())
                    .isEqualTo(
                            then.call("/openai/v1/chat/completions").get("cost").asString());
        }
    }
}
