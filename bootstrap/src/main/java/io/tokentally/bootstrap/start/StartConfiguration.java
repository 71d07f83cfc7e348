package io.tokentally.bootstrap.start;

import io.tokentally.application.port.out.access.AccountRegistry;
import io.tokentally.application.port.out.access.OperatorLinks;
import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.bootstrap.configuration.TokentallyProperties;
import io.tokentally.demo.DemoInstaller;
import io.tokentally.demo.DemoMode;
import io.tokentally.domain.metering.ModelName;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what happens at a start. */
@Configuration(proxyBeanMethods = false)
class StartConfiguration {

    @Bean
    StartupInitializer firstStart(
            DemoMode demoMode,
            DemoInstaller demo,
            AccountRegistry registry,
            Passwords passwords,
            OperatorLinks operatorLinks) {
        return new StartupInitializer(
                System.out, demoMode, demo, new FirstOwner(registry, passwords), new FirstOperator(operatorLinks));
    }

    @Bean
    EndedModelWarning endedModelWarning(ListPrices listPrices, TokentallyProperties properties, Clock clock) {
        return new EndedModelWarning(
                listPrices, new ModelName(properties.openai().model()), clock);
    }

    @Bean
    StartupBanner announcement(DemoMode demoMode, StartupInitializer firstStart) {
        return new StartupBanner(System.out, demoMode, firstStart::operatorsWayIn, firstStart::isWithoutOperator);
    }
}
