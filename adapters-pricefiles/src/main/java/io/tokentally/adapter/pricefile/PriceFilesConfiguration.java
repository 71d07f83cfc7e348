package io.tokentally.adapter.pricefile;

import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.pricing.PriceMapReader;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the price book together, and reads price maps. */
@Configuration(proxyBeanMethods = false)
public class PriceFilesConfiguration {

    @Bean
    ListPrices listPrices(ObjectProvider<PriceFile> priceFile) {
        PriceFile file = priceFile.getIfAvailable();
        return file == null ? FileListPrices.builtIn() : FileListPrices.read(file.path());
    }

    @Bean
    PriceMapReader priceMapReader() {
        return new FilePriceMapReader();
    }
}
