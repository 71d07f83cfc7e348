package io.tokentally.adapter.persistence.key;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.access.KeyReviews;
import io.tokentally.application.port.out.key.KeyPolicies;
import io.tokentally.application.port.out.key.ProviderKeys;
import io.tokentally.application.port.out.key.VirtualKeys;
import javax.sql.DataSource;
import org.mapstruct.factory.Mappers;
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

    private static final StoredKeyMapper MAPPER = Mappers.getMapper(StoredKeyMapper.class);

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
    VirtualKeys virtualKeys(StoredVirtualKeys keys, ViewerIdentity identity, CachedKeyDirectory directory) {
        return new JpaVirtualKeys(keys, new KeyTransaction(identity, directory::refresh), MAPPER);
    }

    @Bean
    KeyReviews keyReviews(StoredVirtualKeys keys, ViewerIdentity identity) {
        return new JpaKeyReviews(keys, identity, MAPPER);
    }

    @Bean
    KeyPolicies keyPolicies(StoredKeyPolicies policies, ViewerIdentity identity, CachedKeyDirectory directory) {
        return new JpaKeyPolicies(policies, new KeyTransaction(identity, directory::refresh), MAPPER);
    }

    @Bean
    KnownResources resourceDirectory(@Qualifier("meteringDataSource") DataSource meteringDataSource) {
        JdbcTemplate metering = new JdbcTemplate(meteringDataSource);
        metering.setQueryTimeout(RESOURCES_TIMEOUT_SECONDS);
        return new KnownResources(new StoredResources(JdbcClient.create(metering)), RESOURCES_IN_MEMORY);
    }

    @Bean
    ProviderKeys providerKeys(StoredProviderKeys keys, ViewerIdentity identity, CachedKeyDirectory directory) {
        return new JpaProviderKeys(keys, new KeyTransaction(identity, directory::refresh), MAPPER);
    }
}
