package io.tokentally.adapter.persistence.summary;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.summary.UsageRollups;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the roll-ups together. */
@Configuration(proxyBeanMethods = false)
public class SummaryConfiguration {

    @Bean
    UsageRollups usageRollups(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcUsageRollups(JdbcClient.create(dataSource), identity);
    }
}
