package io.tokentally.adapter.persistence.usage;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.adapter.persistence.notification.NotificationSender;
import io.tokentally.adapter.persistence.notification.NotificationSenderConfiguration;
import io.tokentally.adapter.persistence.report.NewestCalls;
import io.tokentally.adapter.persistence.report.RollupSums;
import io.tokentally.adapter.persistence.report.TopCalls;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.application.port.out.usage.UsageLedger;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.mapstruct.factory.Mappers;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

/** Puts ledger and call history together. */
@Configuration(proxyBeanMethods = false)
@Import(NotificationSenderConfiguration.class)
public class UsageConfiguration {

    @Bean
    UsageLedger usageLedger(
            @Qualifier("meteringDataSource") DataSource meteringDataSource, NotificationSender notifications) {
        return new JdbcUsageLedger(meteringDataSource, notifications);
    }

    @Bean
    CallHistory callHistory(
            EntityManagerFactory factory, RollupSums sums, NewestCalls newest, TopCalls top, ViewerIdentity identity) {
        EntityManager entityManager = SharedEntityManagerCreator.createSharedEntityManager(factory);
        return new JpaCallHistory(
                entityManager,
                identity,
                new CallSearch(entityManager, newest, top),
                new CallCounter(sums),
                Mappers.getMapper(UsageRecordMapper.class));
    }

    @Bean
    RepricingQuery requestedCalls(EntityManagerFactory factory) {
        return new RepricingQuery(
                SharedEntityManagerCreator.createSharedEntityManager(factory),
                Mappers.getMapper(UsageRecordMapper.class));
    }
}
