package io.tokentally.bootstrap.configuration;

import io.tokentally.adapter.persistence.usage.LedgerComparisonConfiguration;
import io.tokentally.application.port.in.alert.ManageAlertRulesUseCase;
import io.tokentally.application.port.in.budget.ManageBudgetsUseCase;
import io.tokentally.application.port.in.key.ManageKeysUseCase;
import io.tokentally.application.port.out.access.AccountRegistry;
import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.application.port.out.usage.LedgerComparison;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.application.service.access.SignInService;
import io.tokentally.demo.DemoAccessFilter;
import io.tokentally.demo.DemoInstaller;
import io.tokentally.demo.DemoMode;
import io.tokentally.ui.login.DemoSignIns;
import io.tokentally.ui.login.DemoSignIns.DemoSignIn;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Wires demo mode. */
@Configuration(proxyBeanMethods = false)
@Import(LedgerComparisonConfiguration.class)
class DemoWiring {

    @Bean
    DemoMode demoMode(
            TokentallyProperties properties,
            @Value("${server.address}") InetAddress address,
            @Value("${spring.datasource.url:}") String externalDatabase,
            Environment settings) {
        return DemoMode.decide(properties.demo(), address, externalDatabase.isBlank(), settings);
    }

    @Bean
    FilterRegistrationBean<DemoAccessFilter> demoAccessFilter(DemoMode demoMode) {
        FilterRegistrationBean<DemoAccessFilter> registration = new FilterRegistrationBean<>(new DemoAccessFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setAsyncSupported(true);
        registration.setEnabled(demoMode.isForThisMachineOnly());
        return registration;
    }

    @Bean
    DemoInstaller demoInstaller(
            SignInService accounts,
            AccountRegistry registry,
            UsageLedger ledger,
            LedgerComparison comparison,
            PriceBookSource priceBookSource,
            Passwords passwords,
            ManageKeysUseCase keys,
            ManageBudgetsUseCase budgets,
            ManageAlertRulesUseCase rules,
            Clock clock) {
        return new DemoInstaller(
                accounts, registry, ledger, comparison, priceBookSource, passwords, keys, budgets, rules, clock);
    }

    /** What the sign-in page invites to; nobody, outside demo mode. */
    @Bean
    DemoSignIns demoSignIns(DemoMode demoMode) {
        return new DemoSignIns(
                demoMode.on()
                        ? DemoInstaller.signIns().stream()
                                .map(signIn ->
                                        new DemoSignIn(signIn.login(), DemoInstaller.PASSWORD, signIn.description()))
                                .toList()
                        : List.of());
    }
}
