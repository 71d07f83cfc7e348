package io.tokentally.bootstrap.configuration;

import io.tokentally.bootstrap.upstream.FeatureProvider;
import io.tokentally.bootstrap.upstream.UpstreamConfiguration;
import io.tokentally.domain.metering.Provider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The price list of commands: that of the application, of the same files and for the same upstreams. It is no configuration of the
 * application's, which is why it has no annotation that the application would find it by.
 */
@Import({PriceFilesWiring.class, ProviderWiring.class, UpstreamConfiguration.class})
class ListedPricesWiring {

    /** No simulator answers a command. */
    @Bean
    FeatureProvider featureProvider(TokentallyProperties properties) {
        return new FeatureProvider(
                Provider.OPENAI, OpenAiWiring.baseUrl(properties.openai()), false, "OPENAI_BASE_URL");
    }
}
