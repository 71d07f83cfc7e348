package io.tokentally.adapter.pricefile;

import io.tokentally.application.port.out.pricing.PriceMapReader;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the price book together, and reads price maps. It needs {@link PriceFiles} and a clock. */
@Configuration(proxyBeanMethods = false)
public class PriceFilesConfiguration {

    @Bean
    InstalledListPrices listPrices(PriceFiles files, Clock clock) {
        return InstalledListPrices.load(files, clock);
    }

    @Bean
    PriceMapReader priceMapReader() {
        return new FilePriceMapReader();
    }
}
