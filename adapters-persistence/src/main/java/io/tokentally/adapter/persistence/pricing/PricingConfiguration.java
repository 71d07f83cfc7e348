package io.tokentally.adapter.persistence.pricing;

import io.tokentally.application.port.out.pricing.PriceBookSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the price book together. */
@Configuration(proxyBeanMethods = false)
public class PricingConfiguration {

    @Bean
    PriceBookSource priceBookSource(ObjectProvider<PriceFile> priceFile) {
        PriceFile file = priceFile.getIfAvailable();
        return file == null ? FilePriceBook.builtIn() : FilePriceBook.read(file.path());
    }
}
