package io.tokentally.bootstrap.configuration;

import io.tokentally.adapter.gateway.GatewayConfiguration;
import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.adapter.gateway.options.GatewayOptions.Upstream;
import io.tokentally.adapter.openai.OpenAiOptions;
import io.tokentally.bootstrap.StartRefusedException;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.net.IpRange;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Takes in the gateway, unless it is switched off, and tells it where the providers are. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "tokentally.gateway.enabled", matchIfMissing = true)
@Import(GatewayConfiguration.class)
class GatewayWiring {

    private static final URI OPENAI = URI.create("https://api.openai.com/v1");
    private static final String VERSION = "/v1";

    @Bean
    GatewayOptions gatewayOptions(GatewayProperties properties, OpenAiOptions openAi, Environment environment) {
        Upstream openAiServer = openAi(properties, openAi);
        Upstream anthropicServer = new Upstream(anthropic(properties.anthropic().baseUrl()), true);
        refuseCircle("OPENAI_BASE_URL", openAiServer.baseUrl(), properties);
        refuseCircle("ANTHROPIC_BASE_URL", anthropicServer.baseUrl(), properties);
        return new GatewayOptions(
                properties.address(),
                properties.port(),
                new Provider(properties.defaultProvider()),
                Map.of(Provider.OPENAI, openAiServer, Provider.ANTHROPIC, anthropicServer),
                properties.limit().limits(),
                properties.timeout().timeouts(),
                properties.shares(),
                trustedProxies(environment),
                properties.tls().files());
    }

    /** The same setting as the web side's. */
    private static List<IpRange> trustedProxies(Environment environment) {
        String[] ranges = environment.getProperty("tokentally.trusted-proxies", String[].class, new String[0]);
        try {
            return Arrays.stream(ranges)
                    .filter(range -> !range.isBlank())
                    .map(IpRange::parse)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(
                    "TOKENTALLY_TRUSTEDPROXIES cannot be used: " + e.getMessage() + ".",
                    "Set it to the addresses of your proxies, separated by commas, for instance 10.0.0.5,10.1.0.0/16.",
                    e);
        }
    }

    /** OpenAI is where the AI features find it, unless set apart; the simulator asks nobody for a key. */
    private static Upstream openAi(GatewayProperties properties, OpenAiOptions openAi) {
        String own = properties.openai().baseUrl();
        return own == null || own.isBlank()
                ? new Upstream(Objects.requireNonNullElse(openAi.baseUrl(), OPENAI), !openAi.simulated())
                : new Upstream(address("TOKENTALLY_GATEWAY_OPENAI_BASEURL", own.strip()), true);
    }

    /** Anthropic's SDKs read the same variable and want the address without the version. */
    private static URI anthropic(String text) {
        String address = text.strip().replaceAll("/+$", "");
        return address("ANTHROPIC_BASE_URL", address.endsWith(VERSION) ? address : address + VERSION);
    }

    private static URI address(String variable, String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(
                    variable + " is no address: " + e.getMessage(),
                    "Set it to an address with its version, for instance https://api.openai.com/v1.",
                    e);
        }
    }

    private static void refuseCircle(String variable, URI url, GatewayProperties properties) {
        boolean isHere = url.getHost() != null
                && (url.getHost().equals("localhost")
                        || url.getHost().startsWith("127.")
                        || url.getHost().equals("[::1]")
                        || url.getHost().equals(properties.address()));
        if (isHere && properties.port() != 0 && url.getPort() == properties.port()) {
            throw new StartRefusedException(
                    variable + " leads to the gateway itself, which would call itself without an end.",
                    "Set it to the provider's address where Tokentally is started, and to the gateway's only where its callers are.");
        }
    }
}
