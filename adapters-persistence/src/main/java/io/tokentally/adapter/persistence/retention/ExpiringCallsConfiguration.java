package io.tokentally.adapter.persistence.retention;

import io.tokentally.adapter.persistence.usage.LedgerRows;
import io.tokentally.application.port.out.retention.ExpiringCalls;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database's owner does about calls whose time is over. It needs the {@code ownerDataSource} and nothing else. */
@Configuration(proxyBeanMethods = false)
public class ExpiringCallsConfiguration {

    private static final int PAGE_SIZE = 1_000;

    @Bean
    ExpiringCalls expiringCalls(@Qualifier("ownerDataSource") DataSource ownerDataSource) {
        return new JdbcExpiringCalls(JdbcClient.create(ownerDataSource), new LedgerRows(), PAGE_SIZE);
    }
}
