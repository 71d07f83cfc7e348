package io.tokentally.bootstrap.configuration;

import io.tokentally.adapter.persistence.pricing.AppliedBundlesConfiguration;
import io.tokentally.bootstrap.upstream.FeatureProvider;
import io.tokentally.bootstrap.upstream.UpstreamConfiguration;
import io.tokentally.domain.metering.Provider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The beans of the command that compares the price list with its provider: the same list as the application's, and the same
 * upstream. It is no configuration of the application's, which is why it has no annotation that the application would find it
 * by.
 */
@Import({
    AppliedBundlesConfiguration.class,
    PriceFilesWiring.class,
    ProviderWiring.class,
    ServedModelsWiring.class,
    UpstreamConfiguration.class
})
public class PricesCheckWiring {

    /** No simulator answers a command. */
    @Bean
    FeatureProvider featureProvider(TokentallyProperties properties) {
        return new FeatureProvider(
                Provider.OPENAI, OpenAiWiring.baseUrl(properties.openai()), false, "OPENAI_BASE_URL");
    }
}
