package io.tokentally.adapter.alert;

import io.tokentally.application.port.out.alert.AlertHooks;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what calls hooks. The application around supplies {@link AlertHookOptions}. */
@Configuration(proxyBeanMethods = false)
public class AlertHooksConfiguration {

    @Bean
    AlertHooks alertHooks(AlertHookOptions options, Clock clock) {
        return new HttpAlertHooks(options, clock);
    }
}
