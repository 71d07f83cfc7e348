package io.tokentally.adapter.persistence.pricing;

import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the price books together. */
@Configuration(proxyBeanMethods = false)
public class PricingConfiguration {

    @Bean
    PriceBookSource priceBookSource(ListPrices listPrices) {
        return organizationId -> listPrices.priceBook();
    }
}
