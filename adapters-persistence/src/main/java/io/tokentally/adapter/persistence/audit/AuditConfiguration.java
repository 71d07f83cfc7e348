package io.tokentally.adapter.persistence.audit;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.audit.AuditLog;
import io.tokentally.application.port.out.audit.InstallationAudit;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the audit log together. */
@Configuration(proxyBeanMethods = false)
@Import(AuditChainsConfiguration.class)
public class AuditConfiguration {

    @Bean
    AuditLog auditLog(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcAuditLog(JdbcClient.create(dataSource), identity);
    }

    @Bean
    InstallationAudit installationAudit(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcInstallationAudit(JdbcClient.create(dataSource), identity);
    }
}
