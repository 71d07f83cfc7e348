package io.tokentally.bootstrap.metering;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokentally.application.port.in.repricing.PriceLateCallsUseCase;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.repricing.RepricingMonitor;
import io.tokentally.application.port.out.usage.MeteringMonitor;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the monitors, and what prices late calls. */
@Configuration(proxyBeanMethods = false)
class MeteringConfiguration {

    private static final Duration PRICE_LATE_CALLS_EVERY = Duration.ofSeconds(5);

    @Bean
    MeteringMonitor meteringMonitor(MeterRegistry registry, ListPrices listPrices) {
        return new MicrometerMeteringMonitor(registry, listPrices.priceBook());
    }

    @Bean
    LatePricingJob latePricingJob(PriceLateCallsUseCase lateCalls) {
        return new LatePricingJob(lateCalls, PRICE_LATE_CALLS_EVERY);
    }

    @Bean
    RepricingMonitor repricingMonitor() {
        return new LoggingRepricingMonitor();
    }
}
