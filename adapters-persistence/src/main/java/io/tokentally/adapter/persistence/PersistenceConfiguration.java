package io.tokentally.adapter.persistence;

import io.tokentally.adapter.persistence.access.AccessConfiguration;
import io.tokentally.adapter.persistence.alert.AlertConfiguration;
import io.tokentally.adapter.persistence.audit.AuditConfiguration;
import io.tokentally.adapter.persistence.budget.BudgetConfiguration;
import io.tokentally.adapter.persistence.calendar.CalendarConfiguration;
import io.tokentally.adapter.persistence.key.KeyConfiguration;
import io.tokentally.adapter.persistence.mailing.MailingConfiguration;
import io.tokentally.adapter.persistence.notification.NotificationConfiguration;
import io.tokentally.adapter.persistence.pricing.PricingConfiguration;
import io.tokentally.adapter.persistence.refusal.RefusalConfiguration;
import io.tokentally.adapter.persistence.replica.ReplicaConfiguration;
import io.tokentally.adapter.persistence.report.ReportConfiguration;
import io.tokentally.adapter.persistence.repricing.RepricingConfiguration;
import io.tokentally.adapter.persistence.retention.RetentionConfiguration;
import io.tokentally.adapter.persistence.shortlist.ShortlistConfiguration;
import io.tokentally.adapter.persistence.summary.SummaryConfiguration;
import io.tokentally.adapter.persistence.usage.UsageConfiguration;
import io.tokentally.adapter.persistence.view.ViewConfiguration;
import org.springframework.boot.jpa.autoconfigure.EntityManagerFactoryBuilderCustomizer;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.data.repository.config.BootstrapMode;

/**
 * All that reads and writes PostgreSQL.
 *
 * <p>The application around supplies four data sources on a prepared database (see {@link
 * io.tokentally.adapter.persistence.setup.DatabaseSetup}): a primary one that connects as the application's role,
 * {@code meteringDataSource}, {@code authenticationDataSource} and {@code ownerDataSource}; {@link io.tokentally.application.port.out.pricing.ListPrices}; and,
 * unless the defaults will do, {@link io.tokentally.adapter.persistence.key.KeyDirectoryOptions}. Spring Boot sets JPA up on the
 * primary one. Repositories open no transactions: services do.
 */
@Configuration(proxyBeanMethods = false)
@EntityScan
@EnableJpaRepositories(
        considerNestedRepositories = false,
        enableDefaultTransactions = false,
        bootstrapMode = BootstrapMode.LAZY)
@Import({
    AccessConfiguration.class,
    AlertConfiguration.class,
    AuditConfiguration.class,
    KeyConfiguration.class,
    MailingConfiguration.class,
    NotificationConfiguration.class,
    PricingConfiguration.class,
    CalendarConfiguration.class,
    BudgetConfiguration.class,
    RefusalConfiguration.class,
    ReplicaConfiguration.class,
    ReportConfiguration.class,
    RepricingConfiguration.class,
    RetentionConfiguration.class,
    ShortlistConfiguration.class,
    SummaryConfiguration.class,
    UsageConfiguration.class,
    ViewConfiguration.class
})
public class PersistenceConfiguration {

    /** Hibernate looks at all rows' classes while the rest of the application starts; who needs it first waits for it. */
    @Bean
    EntityManagerFactoryBuilderCustomizer hibernateInTheBackground() {
        return builder -> builder.setBootstrapExecutor(new SimpleAsyncTaskExecutor("hibernate-"));
    }
}
