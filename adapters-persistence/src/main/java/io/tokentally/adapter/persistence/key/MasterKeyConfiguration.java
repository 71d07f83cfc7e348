package io.tokentally.adapter.persistence.key;

import io.tokentally.application.port.out.key.HashingKeys;
import io.tokentally.application.port.out.secret.MasterKeyRecord;
import io.tokentally.application.port.out.secret.SealedSecrets;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database's owner does about master and hashing keys. It needs the {@code ownerDataSource} and nothing else. */
@Configuration(proxyBeanMethods = false)
public class MasterKeyConfiguration {

    @Bean
    MasterKeyRecord masterKeyRecord(@Qualifier("ownerDataSource") DataSource ownerDataSource) {
        return new JdbcMasterKeyRecord(JdbcClient.create(ownerDataSource), new OwnerTransactions(ownerDataSource));
    }

    @Bean
    SealedSecrets sealedSecrets(@Qualifier("ownerDataSource") DataSource ownerDataSource) {
        return new JdbcSealedSecrets(JdbcClient.create(ownerDataSource), SealedColumn.ALL);
    }

    @Bean
    HashingKeys hashingKeys(
            @Qualifier("ownerDataSource") DataSource ownerDataSource, ObjectProvider<CachedKeyDirectory> directory) {
        return new JdbcHashingKeys(
                JdbcClient.create(ownerDataSource),
                new OwnerTransactions(ownerDataSource),
                () -> directory.ifAvailable(CachedKeyDirectory::refresh));
    }
}
