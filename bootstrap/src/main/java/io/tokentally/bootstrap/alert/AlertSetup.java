package io.tokentally.bootstrap.alert;

import io.tokentally.application.port.in.alert.DeliverAlertsUseCase;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what has alerts sent. */
@Configuration(proxyBeanMethods = false)
class AlertSetup {

    private static final Duration EVERY = Duration.ofSeconds(3);

    @Bean
    AlertDeliveryJob alertDeliveryJob(DeliverAlertsUseCase alerts) {
        return new AlertDeliveryJob(alerts, EVERY);
    }
}
