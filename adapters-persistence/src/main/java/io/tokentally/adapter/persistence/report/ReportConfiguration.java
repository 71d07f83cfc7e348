package io.tokentally.adapter.persistence.report;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.report.UsageReports;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the reports together. */
@Configuration(proxyBeanMethods = false)
public class ReportConfiguration {

    @Bean
    UsageReports usageReports(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcUsageReports(JdbcClient.create(dataSource), identity);
    }
}
