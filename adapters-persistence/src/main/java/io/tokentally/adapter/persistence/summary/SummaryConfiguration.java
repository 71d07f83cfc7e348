package io.tokentally.adapter.persistence.summary;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.adapter.persistence.report.RollupSums;
import io.tokentally.application.port.out.summary.UsageRollups;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts the roll-ups together. */
@Configuration(proxyBeanMethods = false)
@Import(RollupUpkeepConfiguration.class)
public class SummaryConfiguration {

    @Bean
    UsageRollups usageRollups(RollupSums sums, ViewerIdentity identity) {
        return new JdbcUsageRollups(sums, identity);
    }
}
