package io.tokentally.adapter.persistence.notification;

import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what tells of new usage, connected as the role that reads none. */
@Configuration(proxyBeanMethods = false)
public class NotificationConfiguration {

    @Bean
    NotificationSender notificationSender(@Qualifier("meteringDataSource") DataSource meteringDataSource) {
        return new NotificationSender(meteringDataSource);
    }

    @Bean(initMethod = "start")
    NotificationListener usageNews(@Qualifier("meteringDataSource") DataSource meteringDataSource) {
        return new NotificationListener(meteringDataSource);
    }
}
