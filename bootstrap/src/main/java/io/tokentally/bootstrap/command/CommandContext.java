package io.tokentally.bootstrap.command;

import io.tokentally.adapter.crypto.MasterKeyOptions;
import io.tokentally.bootstrap.configuration.TokentallyProperties;
import io.tokentally.database.CommandDatabase;
import io.tokentally.database.DatabaseLogin;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * The beans that every command may use: settings, clock, and the database as its owner. It is no configuration of the
 * application's, which is why it has no annotation that the application would find it by.
 */
@EnableConfigurationProperties(TokentallyProperties.class)
class CommandContext {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    MasterKeyOptions masterKeyOptions(TokentallyProperties properties) {
        return properties.masterKeyOptions();
    }

    @Bean
    CommandDatabase commandDatabase(
            TokentallyProperties properties,
            @Value("${spring.datasource.url:}") String externalUrl,
            @Value("${spring.datasource.username:}") String username,
            @Value("${spring.datasource.password:}") String password) {
        return CommandDatabase.open(properties.databaseOptions(externalUrl, new DatabaseLogin(username, password)));
    }

    @Bean
    DataSource ownerDataSource(CommandDatabase database) {
        return database.owner();
    }
}
