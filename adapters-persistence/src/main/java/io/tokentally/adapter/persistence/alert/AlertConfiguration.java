package io.tokentally.adapter.persistence.alert;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.alert.AlertChannels;
import io.tokentally.application.port.out.alert.AlertHistory;
import io.tokentally.application.port.out.alert.AlertQueue;
import io.tokentally.application.port.out.alert.AlertRules;
import io.tokentally.application.port.out.alert.AlertWatch;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts alerts together. */
@Configuration(proxyBeanMethods = false)
public class AlertConfiguration {

    @Bean
    AlertQueue alertQueue(@Qualifier("meteringDataSource") DataSource meteringDataSource) {
        return new JdbcAlertQueue(JdbcClient.create(meteringDataSource));
    }

    @Bean
    AlertWatch alertWatch(@Qualifier("meteringDataSource") DataSource meteringDataSource) {
        return new JdbcAlertWatch(JdbcClient.create(meteringDataSource));
    }

    @Bean
    AlertRules alertRules(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcAlertRules(JdbcClient.create(dataSource), identity);
    }

    @Bean
    AlertChannels alertChannels(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcAlertChannels(JdbcClient.create(dataSource), identity);
    }

    @Bean
    AlertHistory alertHistory(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcAlertHistory(JdbcClient.create(dataSource), identity);
    }
}
