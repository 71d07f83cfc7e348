package io.tokentally.bootstrap.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.bootstrap.product.DemoHome;
import io.tokentally.bootstrap.provider.ProviderJarFixture;
import io.tokentally.simulator.OpenAiSimulator;
import io.tokentally.simulator.SimulatorOptions;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A provider whose jar was put into the folder for them: its calls are recorded, and priced from its own file. */
@Tag("long")
class PluginIT {

    private static final String PRICES = """
            {"currency": "USD", "author": "Acme", "provider": "acme", "source": "https://acme.example/prices",
             "models": [{"model": "acme-1", "prices": [{"from": "2025-01-01", "tiers": {
               "standard": {"input": "1", "output": "2"}}}]}]}""";

    @TempDir
    private static Path home;

    @Test
    void aCallToItIsRecordedAndPriced() throws Exception {
        Path plugins = Files.createDirectory(DemoHome.in(home).resolve("plugins"));
        Files.setPosixFilePermissions(plugins, PosixFilePermissions.fromString("rwx------"));
        ProviderJarFixture.of("acme").withPrices(PRICES).in(plugins, "acme.jar");
        Files.writeString(plugins.resolve("broken.jar"), "no jar");

        try (OpenAiSimulator server = OpenAiSimulator.start(SimulatorOptions.defaults());
                CalledUpstreams called = CalledUpstreams.start(home, server, Map.of(), "acme")) {
            JsonNode call = called.call("/acme/v1/chat/completions");

            assertThat(call.get("provider").asString()).isEqualTo("acme");
            assertThat(call.get("model").asString()).isEqualTo("acme-1");
            assertThat(call.get("costStatus").asString()).isEqualTo("measured");
            assertThat(call.get("priceVersion").asString()).isEqualTo("acme/acme-1/standard/2025-01-01");
            long input = call.get("quantities").get("input_tokens").asLong();
            long output = call.get("quantities").get("output_tokens").asLong();
            assertThat(input).isPositive();
            assertThat(new BigDecimal(call.get("cost").asString()).movePointRight(6))
                    .isEqualByComparingTo(BigDecimal.valueOf(input + 2 * output));
            assertThat(called.call("/openai/v1/chat/completions")
                            .get("costStatus")
                            .asString())
                    .isEqualTo("measured");
            assertThat(called.providerKeys().get("providers").toString())
                    .isEqualTo("[\"acme\",\"anthropic\",\"openai\"]");
        }
    }
}
