package io.tokentally.bootstrap.metering;

import io.tokentally.application.port.in.pricing.CollectPriceBundlesUseCase;
import io.tokentally.application.port.in.refusal.WriteRefusedCallsUseCase;
import io.tokentally.application.port.in.repricing.PriceLateCallsUseCase;
import io.tokentally.application.port.in.repricing.PriceWaitingCallsUseCase;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what prices late calls, what takes price bundles in, and what writes refused calls. */
@Configuration(proxyBeanMethods = false)
class MeteringConfiguration {

    private static final Duration PRICE_LATE_CALLS_EVERY = Duration.ofSeconds(5);

    private static final Duration REFUSED_CALLS_EVERY = Duration.ofSeconds(5);

    private static final Duration FOLDER_EVERY = Duration.ofMinutes(1);
    private static final Duration ADDRESS_EVERY = Duration.ofDays(1);

    @Bean
    PriceBundleJob priceBundleJob(CollectPriceBundlesUseCase bundles) {
        return new PriceBundleJob(bundles, FOLDER_EVERY, ADDRESS_EVERY);
    }

    @Bean
    LatePricingJob latePricingJob(PriceLateCallsUseCase lateCalls, PriceWaitingCallsUseCase waitingCalls) {
        return new LatePricingJob(lateCalls, waitingCalls, PRICE_LATE_CALLS_EVERY);
    }

    @Bean
    RefusedCallsJob refusedCallsJob(WriteRefusedCallsUseCase calls) {
        return new RefusedCallsJob(calls, REFUSED_CALLS_EVERY);
    }
}
