package io.tokentally.bootstrap.configuration;

import io.tokentally.adapter.openai.OpenAiOptions;
import io.tokentally.bootstrap.upstream.FeatureProvider;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.start.StartRefusedException;
import io.tokentally.simulator.OpenAiSimulator;
import io.tokentally.simulator.SimulatorOptions;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whom the AI features call: OpenAI where there is a key, and else the simulator, in this process. */
@Configuration(proxyBeanMethods = false)
class OpenAiWiring {

    /** About as long as a small model takes. */
    private static final Duration SIMULATED_LATENCY = Duration.ofMillis(600);

    @Bean(destroyMethod = "close")
    Simulation simulation(TokentallyProperties properties) {
        return new Simulation(
                properties.openai().apiKey() == null
                        ? OpenAiSimulator.start(SimulatorOptions.defaults().withLatency(SIMULATED_LATENCY))
                        : null);
    }

    @Bean
    OpenAiOptions openAiOptions(TokentallyProperties properties, Simulation simulation) {
        TokentallyProperties.OpenAi openai = properties.openai();
        OpenAiSimulator simulator = simulation.simulator();
        return new OpenAiOptions(
                openai.apiKey(),
                simulator == null ? baseUrl(openai) : simulator.baseUrl(),
                new ModelName(openai.model()),
                simulator != null,
                openai.timeout(),
                new OrganizationId(properties.defaultAttribution().organization()),
                new UserId(properties.defaultAttribution().user()));
    }

    /** The gateway's upstream of that name is where the AI features find it, unless it is set apart. */
    @Bean
    FeatureProvider featureProvider(OpenAiOptions options) {
        return new FeatureProvider(Provider.OPENAI, options.baseUrl(), options.simulated(), "OPENAI_BASE_URL");
    }

    static @Nullable URI baseUrl(TokentallyProperties.OpenAi openai) {
        String text = openai.baseUrl();
        try {
            return text == null ? null : URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(
                    "OPENAI_BASE_URL is no address: " + e.getMessage(),
                    "Set it to an address with its version, for instance https://api.openai.com/v1.",
                    e);
        }
    }

    /** The simulator, where it stands in for OpenAI. */
    record Simulation(@Nullable OpenAiSimulator simulator) implements AutoCloseable {

        @Override
        public void close() {
            if (simulator != null) {
                simulator.close();
            }
        }
    }
}
