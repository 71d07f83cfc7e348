package io.tokentally.adapter.persistence.audit;

import io.tokentally.application.port.out.audit.AuditChains;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the database's owner does about the audit log. It needs the {@code ownerDataSource} and nothing else. */
@Configuration(proxyBeanMethods = false)
public class AuditChainsConfiguration {

    @Bean
    AuditChains auditChains(@Qualifier("ownerDataSource") DataSource ownerDataSource) {
        return new JdbcAuditChains(
                JdbcClient.create(ownerDataSource),
                new TransactionTemplate(new DataSourceTransactionManager(ownerDataSource)));
    }
}
