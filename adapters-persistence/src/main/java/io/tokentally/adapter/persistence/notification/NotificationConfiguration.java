package io.tokentally.adapter.persistence.notification;

import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what hears of new usage, connected as the role that reads none. */
@Configuration(proxyBeanMethods = false)
public class NotificationConfiguration {

    @Bean(initMethod = "start")
    NotificationListener notificationListener(@Qualifier("meteringDataSource") DataSource meteringDataSource) {
        return new NotificationListener(meteringDataSource);
    }
}
