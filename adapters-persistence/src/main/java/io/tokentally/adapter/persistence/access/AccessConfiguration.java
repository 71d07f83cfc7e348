package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.AccountRegistry;
import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.Members;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts accounts and memberships together. */
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {

    @Bean
    ViewerIdentity viewerIdentity(DataSource dataSource) {
        return new ViewerIdentity(dataSource);
    }

    @Bean
    Accounts accounts(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcAccounts(JdbcClient.create(dataSource), identity);
    }

    @Bean
    Members members(DataSource dataSource, ViewerIdentity identity) {
        return new JdbcMembers(JdbcClient.create(dataSource), identity);
    }

    @Bean
    AccountRegistry accountRegistry(@Qualifier("ownerDataSource") DataSource ownerDataSource) {
        return new JdbcAccountRegistry(JdbcClient.create(ownerDataSource));
    }
}
