package io.tokentally.bootstrap.budget;

import io.tokentally.adapter.metrics.MetricsConfiguration.ToldBudgets;
import io.tokentally.adapter.persistence.budget.BudgetOptions;
import io.tokentally.application.port.in.budget.SettleSpendingUseCase;
import io.tokentally.application.port.in.budget.WatchBudgetsUseCase;
import io.tokentally.application.port.in.usage.RecordUsageUseCase;
import io.tokentally.application.port.out.budget.BatchFiles;
import io.tokentally.application.port.out.budget.BudgetDirectory;
import io.tokentally.application.port.out.budget.BudgetLeases;
import io.tokentally.application.port.out.budget.BudgetMonitor;
import io.tokentally.application.port.out.budget.BudgetStandings;
import io.tokentally.application.port.out.budget.Budgets;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.application.service.budget.AdmitSpendingService;
import io.tokentally.application.service.budget.CallBounds;
import io.tokentally.application.service.budget.ManageBudgetsService;
import io.tokentally.application.service.budget.WatchBudgetsService;
import io.tokentally.bootstrap.configuration.TokentallyProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Wires budgets. */
@Configuration(proxyBeanMethods = false)
class BudgetWiring {

    /** A call waits no longer for the database to say what is left of a budget. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    @Bean
    BudgetOptions budgetOptions(TokentallyProperties properties) {
        return BudgetOptions.of(InstallationId.of(properties.home()));
    }

    @Bean(destroyMethod = "shutdownNow")
    ExecutorService budgetExchange() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("budget-exchange").daemon().factory());
    }

    @Bean
    AdmitSpendingService admitSpendingService(
            BudgetDirectory directory,
            BudgetLeases leases,
            BatchFiles files,
            PriceBookSource prices,
            BudgetMonitor monitor,
            Clock clock,
            @Qualifier("budgetExchange") ExecutorService exchange) {
        return new AdmitSpendingService(
                directory,
                leases,
                new CallBounds(prices),
                files,
                monitor,
                clock,
                System::nanoTime,
                exchange,
                LONGEST_WAIT);
    }

    @Bean
    ToldBudgets toldBudgets(TokentallyProperties properties) {
        return new ToldBudgets(properties.metrics().budgets());
    }

    @Bean
    WatchBudgetsService watchBudgetsService(
            BudgetStandings standings, BudgetMonitor monitor, TokentallyProperties properties) {
        return new WatchBudgetsService(standings, monitor, properties.metrics().budgets());
    }

    @Bean
    BudgetMetricsJob budgetMetricsJob(WatchBudgetsUseCase budgets) {
        return new BudgetMetricsJob(budgets);
    }

    @Bean
    ManageBudgetsService manageBudgetsService(Budgets budgets, PriceBookSource prices, Clock clock) {
        return new ManageBudgetsService(budgets, prices, clock);
    }

    @Bean
    @Primary
    UsageLedger settledLedger(@Qualifier("usageLedger") UsageLedger ledger, SettleSpendingUseCase spending) {
        return new SettledLedger(ledger, spending);
    }

    @Bean
    BudgetLeaseJob budgetLeaseJob(SettleSpendingUseCase spending, RecordUsageUseCase usage, Clock clock) {
        return new BudgetLeaseJob(spending, usage, clock);
    }
}
