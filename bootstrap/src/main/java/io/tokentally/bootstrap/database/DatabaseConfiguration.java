package io.tokentally.bootstrap.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.tokentally.adapter.persistence.replica.ReplicaLag;
import io.tokentally.adapter.persistence.replica.ReplicatedDataSource;
import io.tokentally.adapter.persistence.setup.DatabaseNotPreparedException;
import io.tokentally.adapter.persistence.setup.DatabaseSetup;
import io.tokentally.adapter.persistence.setup.RoleConnections;
import io.tokentally.adapter.persistence.setup.RoleLogin;
import io.tokentally.adapter.persistence.setup.TaggingOfPastCalls;
import io.tokentally.adapter.persistence.setup.UsageMonths;
import io.tokentally.bootstrap.configuration.TokentallyProperties;
import io.tokentally.bootstrap.configuration.TokentallyProperties.Reports;
import io.tokentally.bootstrap.configuration.TokentallyProperties.Reports.Replica;
import io.tokentally.database.DatabaseAccess;
import io.tokentally.database.DatabaseLogin;
import io.tokentally.database.DatabaseServer;
import io.tokentally.domain.start.StartRefusedException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Primary;

/** Wires the database, and one data source for each of its roles. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final int APPLICATION_CONNECTIONS = 12;
    /** One for each writer, one that hears of new usage, and one that tells of it. */
    private static final int METERING_CONNECTIONS = 4;

    private static final int REPLICA_CONNECTIONS = 9;
    private static final int AUTHENTICATION_CONNECTIONS = 4;

    /** Shorter than people wait for a page: the database answers after that. */
    private static final Duration REPLICA_PATIENCE = Duration.ofSeconds(2);

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
        return DatabaseServer.start(properties.databaseOptions(externalUrl, new DatabaseLogin(username, password)));
    }

    /** Access to a database that has its roles and its schema. */
    @Bean
    DatabaseAccess databaseAccess(DatabaseServer server, @Value("${spring.datasource.url:}") String externalUrl) {
        DatabaseAccess access = server.access();
        try {
            DatabaseSetup.prepare(
                    access.asOwner(),
                    role(access.application()),
                    role(access.metering()),
                    role(access.authentication()));
        } catch (DatabaseNotPreparedException e) {
            // The embedded database's roles and passwords are nobody's to set.
            Optional<StartRefusedException> refusal =
                    externalUrl.isBlank() ? Optional.empty() : ExternalSignIn.OWNER.refusal(e);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            String settings =
                    externalUrl.isBlank() ? "" : ExternalSignIn.settingsOf(access, String.valueOf(e.getMessage()));
            throw new StartRefusedException(
                    String.valueOf(e.getMessage()), "Correct that and start again; nothing was lost." + settings, e);
        }
        return access;
    }

    @Bean
    @Primary
    DataSource dataSource(DatabaseAccess access, TokentallyProperties properties, Clock clock) {
        HikariDataSource database =
                pool(ExternalSignIn.APPLICATION, access, access.application(), APPLICATION_CONNECTIONS);
        Reports reports = properties.reports();
        return reports.datasource().url().isBlank() ? database : replicated(database, reports, access, clock);
    }

    /** The application starts, and goes on, where the replica is not there. */
    private static ReplicatedDataSource replicated(
            HikariDataSource database, Reports reports, DatabaseAccess access, Clock clock) {
        Replica replica = reports.datasource();
        HikariConfig configuration = new HikariConfig();
        configuration.setPoolName("replica");
        configuration.setJdbcUrl(replica.url());
        DatabaseLogin login = replica.username().isBlank()
                ? access.application()
                : new DatabaseLogin(replica.username(), replica.password());
        configuration.setUsername(login.username());
        configuration.setPassword(login.password());
        configuration.setMaximumPoolSize(REPLICA_CONNECTIONS);
        configuration.setReadOnly(true);
        configuration.setConnectionTimeout(REPLICA_PATIENCE.toMillis());
        configuration.setInitializationFailTimeout(-1);
        configuration.setDataSourceProperties(DatabaseAccess.quiet());
        HikariDataSource pool = new HikariDataSource(configuration);
        return new ReplicatedDataSource(database, pool, new ReplicaLag(database, pool, reports.maxLag(), clock));
    }

    @Bean
    DataSource meteringDataSource(DatabaseAccess access) {
        return pool(ExternalSignIn.METERING, access, access.metering(), METERING_CONNECTIONS);
    }

    @Bean
    DataSource authenticationDataSource(DatabaseAccess access) {
        return pool(ExternalSignIn.AUTHENTICATION, access, access.authentication(), AUTHENTICATION_CONNECTIONS);
    }

    @Bean
    DataSource ownerDataSource(DatabaseAccess access) {
        return access.asOwner();
    }

    @Bean
    UsageMoveJob usageMoveJob(DatabaseAccess access) {
        return new UsageMoveJob(access);
    }

    @Bean
    PastCallsJob pastCallsJob(DatabaseAccess access) {
        return new PastCallsJob(new TaggingOfPastCalls(access.asOwner()));
    }

    @Bean
    UsageMonthsJob usageMonthsJob(DatabaseAccess access, Clock clock) {
        return new UsageMonthsJob(new UsageMonths(access.asOwner()), clock);
    }

    private static HikariDataSource pool(
            ExternalSignIn role, DatabaseAccess access, DatabaseLogin login, int connections) {
        HikariConfig configuration = new HikariConfig();
        configuration.setPoolName(role.name().toLowerCase(Locale.ROOT));
        configuration.setDataSource(new RoleConnections(access.as(login), access.asOwner(), role(login)));
        configuration.setMaximumPoolSize(connections);
        configuration.setConnectionInitSql(KEEP_WHAT_IS_COMMITTED);
        try {
            return new HikariDataSource(configuration);
        } catch (PoolInitializationException e) {
            throw role.refusal(e).map(RuntimeException.class::cast).orElse(e);
        }
    }

    private static RoleLogin role(DatabaseLogin login) {
        return new RoleLogin(login.username(), login.password());
    }
}
