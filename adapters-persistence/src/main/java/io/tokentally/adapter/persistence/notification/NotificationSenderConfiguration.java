package io.tokentally.adapter.persistence.notification;

import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what tells of new usage: also a command posts calls, which an application beside it shows. */
@Configuration(proxyBeanMethods = false)
public class NotificationSenderConfiguration {

    @Bean
    NotificationSender notificationSender(@Qualifier("meteringDataSource") DataSource meteringDataSource) {
        return new NotificationSender(meteringDataSource);
    }
}
