package io.tokentally.adapter.pricefile;

import io.tokentally.application.port.out.pricing.PriceMapReader;
import io.tokentally.domain.pricing.UpstreamPrices;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the price book together, and reads price maps. It needs {@link PriceFiles}, {@link UpstreamPrices} and a clock. */
@Configuration(proxyBeanMethods = false)
public class PriceFilesConfiguration {

    @Bean
    InstalledListPrices listPrices(PriceFiles files, UpstreamPrices upstreams, Clock clock) {
        return InstalledListPrices.load(files, upstreams, clock);
    }

    @Bean
    PriceMapReader priceMapReader() {
        return new FilePriceMapReader();
    }
}
