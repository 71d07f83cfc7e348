package io.tokentally.adapter.pricefile;

import io.tokentally.application.port.out.pricing.PriceBundleDoor;
import io.tokentally.application.port.out.pricing.PriceBundleDoors;
import io.tokentally.application.port.out.pricing.PriceMapReader;
import io.tokentally.domain.pricing.UpstreamPrices;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts the price book together, and reads price maps. It needs {@link PriceFiles}, {@link PriceBundleOptions}, {@link
 * UpstreamPrices} and a clock.
 */
@Configuration(proxyBeanMethods = false)
public class PriceFilesConfiguration {

    @Bean
    InstalledListPrices listPrices(
            PriceFiles files, PriceBundleOptions bundles, UpstreamPrices upstreams, Clock clock) {
        return InstalledListPrices.load(files, upstreams, TrustedKeys.of(bundles.trustedKeys()), clock);
    }

    /** The doors that price bundles come through by themselves. */
    @Bean
    PriceBundleDoors priceBundleDoors(PriceBundleOptions bundles) throws NoSuchAlgorithmException {
        List<PriceBundleDoor> doors = new ArrayList<>(List.of(new BundleFolder(bundles.folder())));
        URI address = bundles.address();
        if (address != null) {
            doors.add(new BundleAddress(address, SSLContext.getDefault(), BundleAddress.MAX_TIME));
        }
        return () -> List.copyOf(doors);
    }

    @Bean
    PriceMapReader priceMapReader() {
        return new FilePriceMapReader();
    }
}
