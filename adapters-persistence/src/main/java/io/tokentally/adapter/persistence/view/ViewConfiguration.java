package io.tokentally.adapter.persistence.view;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.view.UsageViews;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the views together. */
@Configuration(proxyBeanMethods = false)
public class ViewConfiguration {

    @Bean
    UsageViews usageViews(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcUsageViews(JdbcClient.create(dataSource), identity);
    }
}
