package io.tokentally.adapter.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokentally.application.port.out.budget.BudgetMonitor;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.pricing.PriceBundleMonitor;
import io.tokentally.application.port.out.refusal.RefusalMonitor;
import io.tokentally.application.port.out.repricing.RepricingMonitor;
import io.tokentally.application.port.out.summary.LedgerMonitor;
import io.tokentally.application.port.out.usage.MeteringMonitor;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the monitors. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {

    /**
     * What metrics tell of budgets.
     *
     * @param atMost of how many they tell by themselves, of all organizations together
     */
    public record ToldBudgets(int atMost) {}

    @Bean
    MeteringMonitor meteringMonitor(MeterRegistry registry, ListPrices listPrices) {
        return new MicrometerMeteringMonitor(registry, listPrices.priceBook());
    }

    @Bean
    LedgerMonitor ledgerMonitor(MeterRegistry registry, Clock clock) {
        return new MicrometerLedgerMonitor(registry, clock);
    }

    @Bean
    BudgetMonitor budgetMonitor(MeterRegistry registry, Clock clock, ToldBudgets told) {
        return new MicrometerBudgetMonitor(registry, clock, told.atMost());
    }

    @Bean
    PriceBundleMonitor priceBundleMonitor() {
        return new LoggingPriceBundleMonitor();
    }

    @Bean
    RefusalMonitor refusalMonitor(MeterRegistry registry) {
        return new MicrometerRefusalMonitor(registry);
    }

    @Bean
    RepricingMonitor repricingMonitor() {
        return new LoggingRepricingMonitor();
    }
}
