package io.tokentally.adapter.persistence.budget;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.budget.BudgetLeases;
import io.tokentally.application.port.out.budget.BudgetStandings;
import io.tokentally.application.port.out.budget.Budgets;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts budgets together. */
@Configuration(proxyBeanMethods = false)
public class BudgetConfiguration {

    private static final int BATCH_FILES_IN_MEMORY = 10_000;

    @Bean
    CachedBudgetDirectory budgetDirectory(
            @Qualifier("meteringDataSource") DataSource meteringDataSource, ObjectProvider<BudgetOptions> options) {
        BudgetOptions chosen = chosen(options);
        return CachedBudgetDirectory.start(JdbcClient.create(metering(meteringDataSource, chosen)), chosen);
    }

    @Bean
    BudgetLeases budgetLeases(
            @Qualifier("meteringDataSource") DataSource meteringDataSource, ObjectProvider<BudgetOptions> options) {
        BudgetOptions chosen = chosen(options);
        return new JdbcBudgetLeases(metering(meteringDataSource, chosen), chosen, UUID.randomUUID());
    }

    @Bean
    KnownBatchFiles batchFiles(
            @Qualifier("meteringDataSource") DataSource meteringDataSource, ObjectProvider<BudgetOptions> options) {
        return new KnownBatchFiles(metering(meteringDataSource, chosen(options)), BATCH_FILES_IN_MEMORY);
    }

    @Bean
    BudgetStandings budgetStandings(
            @Qualifier("meteringDataSource") DataSource meteringDataSource, ObjectProvider<BudgetOptions> options) {
        return new JdbcBudgetStandings(JdbcClient.create(metering(meteringDataSource, chosen(options))));
    }

    @Bean
    Budgets budgets(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcBudgets(JdbcClient.create(dataSource), identity);
    }

    private static BudgetOptions chosen(ObjectProvider<BudgetOptions> options) {
        return options.getIfAvailable(() -> BudgetOptions.of(UUID.randomUUID()));
    }

    private static JdbcTemplate metering(DataSource dataSource, BudgetOptions options) {
        JdbcTemplate metering = new JdbcTemplate(dataSource);
        metering.setQueryTimeout((int) Math.max(1, options.timeout().toSeconds()));
        return metering;
    }
}
