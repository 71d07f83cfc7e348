package io.tokentally.adapter.persistence.replica;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.report.ReportsReplica;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Puts the replica in between, where the primary data source has one. */
@Configuration(proxyBeanMethods = false)
public class ReplicaConfiguration {

    @Bean
    ReportsReplica reportsReplica(
            DataSource dataSource, ViewerIdentity identity, PlatformTransactionManager transactions) {
        return dataSource instanceof ReplicatedDataSource replicated
                ? new JdbcReportsReplica(replicated, identity, transactions)
                : ReportsReplica.NONE;
    }
}
