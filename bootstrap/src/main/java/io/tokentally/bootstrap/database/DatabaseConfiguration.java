package io.tokentally.bootstrap.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tokentally.adapter.persistence.setup.DatabaseNotPreparedException;
import io.tokentally.adapter.persistence.setup.DatabaseSetup;
import io.tokentally.adapter.persistence.setup.RoleLogin;
import io.tokentally.bootstrap.StartRefusedException;
import io.tokentally.bootstrap.configuration.TokentallyProperties;
import io.tokentally.bootstrap.configuration.TokentallyProperties.Login;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Wires the database, and one data source for each of its roles. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final int APPLICATION_CONNECTIONS = 12;
    private static final int METERING_CONNECTIONS = 2;
    private static final int AUTHENTICATION_CONNECTIONS = 4;

    /** A server may be set to forget, in a crash, what it has just said it keeps. What it says to us must hold. */
    private static final String KEEP_WHAT_IS_COMMITTED =
            "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

    /** After demo mode is decided, so that a start that is refused leaves nothing behind. */
    @Bean
    @DependsOn("demoMode")
    DatabaseServer databaseServer(
            TokentallyProperties properties,
            @Value("${spring.datasource.url:}") String externalUrl,
            @Value("${spring.datasource.username:}") String username,
            @Value("${spring.datasource.password:}") String password) {
        RootUser.warnOf();
        return externalUrl.isBlank()
                ? EmbeddedDatabase.start(
                        properties.home(), properties.database().port())
                : ExternalDatabase.of(externalUrl, new Login(username, password), properties.database());
    }

    /** Access to a database that has its roles and its schema. */
    @Bean
    DatabaseAccess databaseAccess(DatabaseServer server) {
        DatabaseAccess access = server.access();
        try {
            DatabaseSetup.prepare(
                    connections(access, access.owner()),
                    role(access.application()),
                    role(access.metering()),
                    role(access.authentication()));
        } catch (DatabaseNotPreparedException e) {
            throw new StartRefusedException(
                    String.valueOf(e.getMessage()), "Correct that and start again; nothing was lost.", e);
        }
        return access;
    }

    @Bean
    @Primary
    DataSource dataSource(DatabaseAccess access) {
        return pool("application", access, access.application(), APPLICATION_CONNECTIONS);
    }

    @Bean
    DataSource meteringDataSource(DatabaseAccess access) {
        return pool("metering", access, access.metering(), METERING_CONNECTIONS);
    }

    @Bean
    DataSource authenticationDataSource(DatabaseAccess access) {
        return pool("authentication", access, access.authentication(), AUTHENTICATION_CONNECTIONS);
    }

    @Bean
    DataSource ownerDataSource(DatabaseAccess access) {
        return connections(access, access.owner());
    }

    private static HikariDataSource pool(String name, DatabaseAccess access, Login login, int connections) {
        HikariConfig configuration = new HikariConfig();
        configuration.setPoolName(name);
        configuration.setJdbcUrl(access.jdbcUrl());
        configuration.setUsername(login.username());
        configuration.setPassword(login.password());
        configuration.setMaximumPoolSize(connections);
        configuration.setDataSourceProperties(quiet());
        configuration.setConnectionInitSql(KEEP_WHAT_IS_COMMITTED);
        return new HikariDataSource(configuration);
    }

    private static DriverManagerDataSource connections(DatabaseAccess access, Login login) {
        return connections(access.jdbcUrl(), login);
    }

    static DriverManagerDataSource connections(String jdbcUrl, Login login) {
        DriverManagerDataSource connections = new DriverManagerDataSource(jdbcUrl, login.username(), login.password());
        connections.setConnectionProperties(quiet());
        return connections;
    }

    /** The server's details of an error repeat the row that it is about: they stay out of messages and logs. */
    private static Properties quiet() {
        Properties properties = new Properties();
        properties.setProperty("logServerErrorDetail", "false");
        return properties;
    }

    private static RoleLogin role(Login login) {
        return new RoleLogin(login.username(), login.password());
    }
}
