package io.tokentally.bootstrap.configuration;

import io.tokentally.adapter.pricefile.PriceBundleOptions;
import io.tokentally.adapter.pricefile.PriceFiles;
import io.tokentally.adapter.pricefile.PriceFilesConfiguration;
import io.tokentally.bootstrap.provider.InstalledProviders;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Takes in the list prices, and says where their files lie. */
@Configuration(proxyBeanMethods = false)
@Import(PriceFilesConfiguration.class)
class PriceFilesWiring {

    @Bean
    PriceFiles priceFiles(TokentallyProperties properties, InstalledProviders providers) {
        return new PriceFiles(
                properties.home().resolve("prices.json"), properties.priceFile(), providers.addedPrices());
    }

    @Bean
    PriceBundleOptions priceBundleOptions(TokentallyProperties properties) {
        return new PriceBundleOptions(
                properties.prices().trustedKeys(),
                properties.home().resolve("prices"),
                properties.prices().bundleAddress());
    }
}
