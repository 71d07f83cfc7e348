package io.tokentally.bootstrap.web;

import io.tokentally.domain.start.StartRefusedException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.MimeMappings;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.filter.CharacterEncodingFilter;

/** Wires what every connection and every request to the web port passes by. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    private static final String STRATEGY = "server.forward-headers-strategy";

    private static final List<String> OTHER_TRUST =
            List.of("server.tomcat.remoteip.remote-ip-header", "server.tomcat.remoteip.protocol-header");

    @Bean
    TrustedProxies trustedProxies(ProxyProperties properties, Environment environment) {
        refuseOtherTrust(environment);
        return properties.proxies();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> webPort(
            TrustedProxies proxies, WebProperties properties, Clock clock) {
        int connections = properties.connectionsPerAddress();
        int requests = properties.requestsPerAddress();
        WebProperties.LeastRate rate = properties.leastRate();
        ConnectionShares shares =
                new ConnectionShares(connections, proxies, new FullShareWarning("connections", connections, clock));
        return factory -> {
            MimeMappings images = new MimeMappings();
            images.add("svg", "image/svg+xml;charset=utf-8");
            factory.addMimeMappings(images);
            factory.setProtocol(SharedHttp11NioProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof SharedHttp11NioProtocol protocol) {
                    protocol.share(shares);
                }
            });
            factory.addContextCustomizers(context -> context.setCookieProcessor(new PrefixedCookies()));
            factory.addContextValves(new BodyTimeoutValve());
            factory.addEngineValves(
                    new ResponseHeadersValve(new SecureRandom()),
                    new ForeignRequestCompressionValve(),
                    new ForwardedValve(proxies),
                    new TransportSecurityValve(),
                    new SessionCookieValve(),
                    new LeastRateValve(rate.perSecond().toBytes(), rate.grace(), System::nanoTime),
                    new RequestSharesValve(requests, new FullShareWarning("requests at once", requests, clock)));
        };
    }

    @Bean
    FilterRegistrationBean<VersionedAssetFilter> versionedAssets() {
        FilterRegistrationBean<VersionedAssetFilter> registration =
                new FilterRegistrationBean<>(new VersionedAssetFilter());
        registration.addUrlPatterns(VersionedAssetFilter.PATHS);
        registration.setAsyncSupported(true);
        return registration;
    }

    /** The pages' own files come with their charset; those of the API's documentation, which a library brings, would come without. */
    @Bean
    FilterRegistrationBean<CharacterEncodingFilter> charsetOfDocumentation() {
        FilterRegistrationBean<CharacterEncodingFilter> registration =
                new FilterRegistrationBean<>(new CharacterEncodingFilter(StandardCharsets.UTF_8.name(), false, true));
        registration.addUrlPatterns("/swagger-ui/*");
        registration.setAsyncSupported(true);
        return registration;
    }

    /** Each of these believes forwarding headers of whole private networks, whoever is in them. */
    private static void refuseOtherTrust(Environment environment) {
        String strategy = environment.getProperty(STRATEGY, "none");
        if (!strategy.equalsIgnoreCase("none")) {
            throw refusal(STRATEGY + " is " + strategy);
        }
        OTHER_TRUST.stream().filter(environment::containsProperty).findFirst().ifPresent(setting -> {
            throw refusal(setting + " is set");
        });
    }

    private static StartRefusedException refusal(String what) {
        return new StartRefusedException(
                what + ": forwarding headers would be believed of anybody in a private network.",
                "Remove that setting, and name your proxies in TOKENTALLY_TRUSTEDPROXIES, for instance"
                        + " 10.0.0.7,10.1.0.0/24.");
    }
}
