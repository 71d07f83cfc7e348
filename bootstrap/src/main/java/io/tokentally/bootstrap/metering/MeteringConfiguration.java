package io.tokentally.bootstrap.metering;

import io.tokentally.application.port.in.repricing.PriceLateCallsUseCase;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what prices late calls. */
@Configuration(proxyBeanMethods = false)
class MeteringConfiguration {

    private static final Duration PRICE_LATE_CALLS_EVERY = Duration.ofSeconds(5);

    @Bean
    LatePricingJob latePricingJob(PriceLateCallsUseCase lateCalls) {
        return new LatePricingJob(lateCalls, PRICE_LATE_CALLS_EVERY);
    }
}
