package io.tokentally.bootstrap.alert;

import io.tokentally.application.port.in.alert.DeliverAlertsUseCase;
import io.tokentally.application.port.in.alert.EvaluateAlertRulesUseCase;
import io.tokentally.application.port.in.alert.WatchOutlooksUseCase;
import io.tokentally.application.port.in.alert.WatchTroublesUseCase;
import io.tokentally.application.service.alert.OperatorReceivers;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what has rules looked at, and alerts sent. */
@Configuration(proxyBeanMethods = false)
class AlertSetup {

    private static final Duration EVERY = Duration.ofSeconds(3);

    private static final Duration LOOKS_AT_ITSELF_EVERY = Duration.ofSeconds(15);

    private static final Duration LOOKS_EVERY = Duration.ofMinutes(1);

    private static final Duration LOOKS_AHEAD_EVERY = Duration.ofHours(1);

    @Bean
    AlertRuleJob alertRuleJob(EvaluateAlertRulesUseCase rules) {
        return new AlertRuleJob(rules, LOOKS_EVERY);
    }

    @Bean
    AlertOutlookJob alertOutlookJob(WatchOutlooksUseCase outlooks) {
        return new AlertOutlookJob(outlooks, LOOKS_EVERY, LOOKS_AHEAD_EVERY);
    }

    @Bean
    TroubleJob troubleJob(WatchTroublesUseCase troubles, OperatorReceivers receivers) {
        return new TroubleJob(troubles, receivers.isEmpty(), LOOKS_AT_ITSELF_EVERY);
    }

    @Bean
    AlertDeliveryJob alertDeliveryJob(DeliverAlertsUseCase alerts) {
        return new AlertDeliveryJob(alerts, EVERY);
    }
}
