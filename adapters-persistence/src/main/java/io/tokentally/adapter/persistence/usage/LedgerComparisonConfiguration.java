package io.tokentally.adapter.persistence.usage;

import io.tokentally.application.port.out.usage.LedgerComparison;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an import asks of the ledger. It needs the {@code ownerDataSource} and nothing else. */
@Configuration(proxyBeanMethods = false)
public class LedgerComparisonConfiguration {

    @Bean
    LedgerComparison ledgerComparison(@Qualifier("ownerDataSource") DataSource ownerDataSource) {
        return new JdbcLedgerComparison(JdbcClient.create(ownerDataSource));
    }
}
