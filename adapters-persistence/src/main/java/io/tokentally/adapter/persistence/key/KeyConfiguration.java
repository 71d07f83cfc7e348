package io.tokentally.adapter.persistence.key;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.key.KeyPolicies;
import io.tokentally.application.port.out.key.ProviderKeys;
import io.tokentally.application.port.out.key.VirtualKeys;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the keys together. */
@Configuration(proxyBeanMethods = false)
@Import(MasterKeyConfiguration.class)
public class KeyConfiguration {

    /** What takes longer is given up, so that one query cannot keep the keys from ever being read again. */
    private static final int QUERY_TIMEOUT_SECONDS = 10;

    /** A call waits for that. */
    private static final int RESOURCES_TIMEOUT_SECONDS = 5;

    /** Half of the most: together some 50 megabytes. */
    private static final int RESOURCES_IN_MEMORY = 100_000;

    @Bean
    CachedKeyDirectory keyDirectory(
            @Qualifier("meteringDataSource") DataSource meteringDataSource,
            ObjectProvider<KeyDirectoryOptions> options) {
        JdbcTemplate metering = new JdbcTemplate(meteringDataSource);
        metering.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
        return CachedKeyDirectory.start(
                new StoredKeys(JdbcClient.create(metering)), options.getIfAvailable(() -> KeyDirectoryOptions.DEFAULT));
    }

    @Bean
    VirtualKeys virtualKeys(DataSource dataSource, ViewerIdentity identity, CachedKeyDirectory directory) {
        return new JdbcVirtualKeys(JdbcClient.create(dataSource), new KeyTransaction(identity, directory::refresh));
    }

    @Bean
    KeyPolicies keyPolicies(DataSource dataSource, ViewerIdentity identity, CachedKeyDirectory directory) {
        return new JdbcKeyPolicies(JdbcClient.create(dataSource), new KeyTransaction(identity, directory::refresh));
    }

    @Bean
    KnownResources resourceDirectory(@Qualifier("meteringDataSource") DataSource meteringDataSource) {
        JdbcTemplate metering = new JdbcTemplate(meteringDataSource);
        metering.setQueryTimeout(RESOURCES_TIMEOUT_SECONDS);
        return new KnownResources(new StoredResources(JdbcClient.create(metering)), RESOURCES_IN_MEMORY);
    }

    @Bean
    ProviderKeys providerKeys(DataSource dataSource, ViewerIdentity identity, CachedKeyDirectory directory) {
        return new JdbcProviderKeys(JdbcClient.create(dataSource), new KeyTransaction(identity, directory::refresh));
    }
}
