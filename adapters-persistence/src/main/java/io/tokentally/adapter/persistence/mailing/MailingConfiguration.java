package io.tokentally.adapter.persistence.mailing;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.mailing.UsageMailChoices;
import io.tokentally.application.port.out.mailing.UsageMailQueue;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts mails about usage together. */
@Configuration(proxyBeanMethods = false)
public class MailingConfiguration {

    @Bean
    UsageMailChoices usageMailChoices(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcUsageMailChoices(JdbcClient.create(dataSource), identity);
    }

    @Bean
    UsageMailQueue usageMailQueue(@Qualifier("authenticationDataSource") DataSource authenticationDataSource) {
        return new JdbcUsageMailQueue(JdbcClient.create(authenticationDataSource));
    }
}
