package io.tokentally.adapter.persistence.retention;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.retention.RetentionChoice;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts retention together. */
@Configuration(proxyBeanMethods = false)
@Import(ExpiringCallsConfiguration.class)
public class RetentionConfiguration {

    @Bean
    RetentionChoice retentionChoice(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcRetentionChoice(JdbcClient.create(dataSource), identity);
    }
}
