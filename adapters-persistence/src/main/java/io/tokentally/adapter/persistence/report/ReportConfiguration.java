package io.tokentally.adapter.persistence.report;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.failure.FailureGroups;
import io.tokentally.application.port.out.report.TagDimensions;
import io.tokentally.application.port.out.report.UsageReports;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts sums and reports together. */
@Configuration(proxyBeanMethods = false)
public class ReportConfiguration {

    /** Of this many it takes about half a second to tell how long they took. */
    private static final int MOST_CALLS = 200_000;

    @Bean
    RollupSums rollupSums(DataSource dataSource) {
        return new RollupSums(JdbcClient.create(dataSource), MOST_CALLS);
    }

    @Bean
    NewestCalls newestCalls(RollupSums sums) {
        return new NewestCalls(sums);
    }

    @Bean
    TopCalls topCalls(DataSource dataSource, RollupSums sums) {
        return new TopCalls(JdbcClient.create(dataSource), sums);
    }

    @Bean
    UsageReports usageReports(DataSource dataSource, RollupSums sums, ViewerIdentity identity) {
        return new JdbcUsageReports(
                sums, new RetriedCalls(JdbcClient.create(dataSource)), identity, JdbcUsageReports.PLAIN_TEXT);
    }

    @Bean
    FailureGroups failureGroups(DataSource dataSource, RollupSums sums, ViewerIdentity identity) {
        return new JdbcFailureGroups(JdbcClient.create(dataSource), sums, identity);
    }

    @Bean
    TagDimensions tagDimensions(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcTagDimensions(JdbcClient.create(dataSource), identity);
    }
}
