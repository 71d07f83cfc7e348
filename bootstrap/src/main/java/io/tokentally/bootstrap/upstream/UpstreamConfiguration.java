package io.tokentally.bootstrap.upstream;

import io.tokentally.application.port.out.key.ProviderKeyTests;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.UpstreamPrices;
import io.tokentally.provider.ProviderProtocol;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Makes the upstreams known to whoever routes to them, keeps their keys or prices their calls. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UpstreamProperties.class)
public class UpstreamConfiguration {

    @Bean
    Upstreams upstreams(
            List<ProviderProtocol> protocols,
            UpstreamProperties properties,
            List<FeatureProvider> features,
            Environment environment) {
        return new UpstreamSettings(protocols, properties.upstreams(), features, environment::getProperty).read();
    }

    @Bean
    InitializingBean upstreamsHavePricesThatAreThere(Upstreams upstreams, ListPrices list) {
        return () -> upstreams.requirePrices(
                list.priceBook().prices().stream().map(ModelPrice::provider).collect(Collectors.toSet()));
    }

    @Bean
    ProviderKeyTests providerKeyTests(Upstreams upstreams, List<ProviderProtocol> protocols, Clock clock) {
        return new UpstreamKeyTests(upstreams, protocols, UpstreamKeyTests.MAX_TIME, clock);
    }

    @Bean
    UpstreamPrices upstreamPrices(Upstreams upstreams) {
        return upstreams.prices();
    }
}
