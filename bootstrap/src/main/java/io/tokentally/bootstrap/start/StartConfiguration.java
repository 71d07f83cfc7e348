package io.tokentally.bootstrap.start;

import io.tokentally.application.port.out.access.AccountRegistry;
import io.tokentally.application.port.out.access.OperatorLinks;
import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.bootstrap.demo.DemoInstaller;
import io.tokentally.bootstrap.demo.DemoMode;
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
    StartupBanner announcement(DemoMode demoMode, StartupInitializer firstStart) {
        return new StartupBanner(System.out, demoMode, firstStart::operatorsWayIn, firstStart::isWithoutOperator);
    }
}
