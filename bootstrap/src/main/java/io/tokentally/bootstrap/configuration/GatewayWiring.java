package io.tokentally.bootstrap.configuration;

import io.tokentally.adapter.gateway.GatewayConfiguration;
import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.bootstrap.upstream.Upstream;
import io.tokentally.bootstrap.upstream.Upstreams;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.net.IpRange;
import io.tokentally.domain.start.StartRefusedException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
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

    @Bean
    GatewayOptions gatewayOptions(GatewayProperties properties, Upstreams upstreams, Environment environment) {
        Provider defaultProvider = defaultProvider(properties, upstreams);
        upstreams.all().forEach(upstream -> refuseCircle(upstream, properties));
        return new GatewayOptions(
                properties.address(),
                properties.port(),
                defaultProvider,
                upstreams.all().stream().map(GatewayWiring::options).toList(),
                properties.limit().limits(),
                properties.timeout().timeouts(),
                properties.shares(),
                trustedProxies(environment),
                properties.tls().files());
    }

    private static GatewayOptions.Upstream options(Upstream upstream) {
        return new GatewayOptions.Upstream(
                upstream.name(), upstream.protocol(), upstream.prefix(), upstream.baseUrl(), upstream.needsKey());
    }

    private static Provider defaultProvider(GatewayProperties properties, Upstreams upstreams) {
        return upstreams.names().stream()
                .filter(name -> name.value().equals(properties.defaultProvider()))
                .findFirst()
                .orElseThrow(() -> new StartRefusedException(
                        "TOKENTALLY_GATEWAY_DEFAULTPROVIDER is '%s', but there is no such upstream."
                                .formatted(properties.defaultProvider()),
                        "Set it to one of %s."
                                .formatted(upstreams.names().stream()
                                        .map(Provider::value)
                                        .collect(Collectors.joining(", ")))));
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

    private static void refuseCircle(Upstream upstream, GatewayProperties properties) {
        URI url = upstream.baseUrl();
        boolean isHere = url.getHost() != null
                && (url.getHost().equals("localhost")
                        || url.getHost().startsWith("127.")
                        || url.getHost().equals("[::1]")
                        || url.getHost().equals(properties.address()));
        if (isHere && properties.port() != 0 && url.getPort() == properties.port()) {
            throw new StartRefusedException(
                    upstream.setting() + " leads to the gateway itself, which would call itself without an end.",
                    "Set it to the provider's address where Tokentally is started, and to the gateway's only where its callers are.");
        }
    }
}
