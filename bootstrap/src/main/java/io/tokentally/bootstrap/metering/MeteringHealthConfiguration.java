package io.tokentally.bootstrap.metering;

import io.tokentally.adapter.gateway.GatewayState;
import io.tokentally.application.port.in.usage.RecordUsageUseCase;
import io.tokentally.domain.usage.MeteringHealth;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shows how journal, ledger, prices and gateway are, each by itself, under {@code /actuator/health}. */
@Configuration(proxyBeanMethods = false)
class MeteringHealthConfiguration {

    @Bean
    HealthIndicator journalHealthIndicator(RecordUsageUseCase usage) {
        return () -> health(usage.health().journalWrites(), usage.health());
    }

    @Bean
    HealthIndicator ledgerHealthIndicator(RecordUsageUseCase usage) {
        return () -> health(usage.health().ledgerFollows(), usage.health());
    }

    @Bean
    HealthIndicator pricesHealthIndicator(RecordUsageUseCase usage) {
        return () -> (usage.health().pricesKnown() ? Health.up() : Health.outOfService()).build();
    }

    private static Health health(boolean up, MeteringHealth metering) {
        Health.Builder builder = (up ? Health.up() : Health.down())
                .withDetail("waitingRecords", metering.waitingRecords())
                .withDetail("lagSeconds", metering.lag().toSeconds());
        String failure = metering.lastFailure();
        return failure == null
                ? builder.build()
                : builder.withDetail("lastFailure", failure).build();
    }

    /** Up as well where it is switched off: nobody waits for it. */
    @Bean
    HealthIndicator gatewayHealthIndicator(ObjectProvider<GatewayState> gateway) {
        return () -> {
            GatewayState state = gateway.getIfAvailable();
            return (state == null || state.isUp() ? Health.up() : Health.outOfService())
                    .withDetail("enabled", state != null)
                    .build();
        };
    }
}
