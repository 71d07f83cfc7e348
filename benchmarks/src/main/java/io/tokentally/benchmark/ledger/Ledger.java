package io.tokentally.benchmark.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tokentally.adapter.persistence.PersistenceConfiguration;
import io.tokentally.adapter.persistence.setup.DatabaseSetup;
import io.tokentally.adapter.persistence.setup.RoleLogin;
import io.tokentally.adapter.pricefile.PriceBundleOptions;
import io.tokentally.adapter.pricefile.PriceFiles;
import io.tokentally.adapter.pricefile.PriceFilesConfiguration;
import io.tokentally.benchmark.product.Postgres;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.pricing.UpstreamPrices;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger's adapters on a database of their own, under the roles and policies of the product. */
final class Ledger implements AutoCloseable {

    static final OrganizationId ORGANIZATION = new OrganizationId("acme");

    private static final int CONNECTIONS = 4;

    private final Map<String, String> logins;
    private final HikariDataSource application;
    private final HikariDataSource metering;
    private final HikariDataSource owner;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    /** JPA as Spring Boot sets it up in the application. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({HibernateJpaAutoConfiguration.class, TransactionAutoConfiguration.class})
    static class Jpa {}

    Ledger(Postgres postgres) {
        logins = postgres.environment();
        owner = pool("TOKENTALLY_DATABASE_OWNER_USERNAME", "TOKENTALLY_DATABASE_OWNER_PASSWORD");
        DatabaseSetup.prepare(
                owner,
                login("SPRING_DATASOURCE_USERNAME", "SPRING_DATASOURCE_PASSWORD"),
                login("TOKENTALLY_DATABASE_METERING_USERNAME", "TOKENTALLY_DATABASE_METERING_PASSWORD"),
                new RoleLogin("authentication", "authentication"));
        application = pool("SPRING_DATASOURCE_USERNAME", "SPRING_DATASOURCE_PASSWORD");
        metering = pool("TOKENTALLY_DATABASE_METERING_USERNAME", "TOKENTALLY_DATABASE_METERING_PASSWORD");
        context.registerBean("dataSource", DataSource.class, () -> application, bean -> bean.setPrimary(true));
        context.registerBean("meteringDataSource", DataSource.class, () -> metering);
        context.registerBean("ownerDataSource", DataSource.class, () -> owner);
        context.registerBean("authenticationDataSource", DataSource.class, () -> owner);
        context.registerBean(Clock.class, Clock::systemUTC);
        context.registerBean(UpstreamPrices.class, () -> UpstreamPrices.OWN_NAMES);
        context.registerBean(PriceFiles.class, () -> new PriceFiles(Path.of("no-upload.json"), null, List.of()));
        context.registerBean(
                PriceBundleOptions.class, () -> new PriceBundleOptions(List.of(), Path.of("no-bundles"), null));
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "as in the application",
                        Map.of(
                                "spring.jpa.hibernate.ddl-auto", "none",
                                "spring.jpa.properties.hibernate.jdbc.time_zone", "UTC")));
        context.register(PriceFilesConfiguration.class, PersistenceConfiguration.class, Jpa.class);
        context.refresh();
    }

    /** Somebody who may see the organization's usage, or their own alone, with a session. */
    Viewer member(String user, Role role) {
        JdbcClient jdbc = asOwner();
        jdbc.sql("INSERT INTO organizations (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(ORGANIZATION.value(), ORGANIZATION.value())
                .update();
        jdbc.sql("""
                        INSERT INTO accounts (user_id, login, display_name, password_hash, one_time_password, managed_by)
                        VALUES (?, ?, ?, '{bcrypt}$2a$10$' || repeat('h', 53), false, ?)""").params(user, user, user, ORGANIZATION.value()).update();
        jdbc.sql("INSERT INTO memberships VALUES (?, ?, ?)")
                .params(user, ORGANIZATION.value(), role.name())
                .update();
        jdbc.sql("""
                        INSERT INTO sessions (token_hash, kind, user_id, expires_at, factor_waived)
                        VALUES (sha256(convert_to(?, 'UTF8')), 'BROWSER', ?, now() + interval '1 day', true)""").params(user, user).update();
        return new Viewer(new UserId(user), ORGANIZATION, role, new ViewerToken(user));
    }

    /** A connection of the application's role that reads for a viewer, as its transactions do. */
    Connection connectAs(Viewer viewer) throws SQLException {
        Connection connection = application.getConnection();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT set_config('tokentally.session_token', ?, false), set_config('tokentally.organization_id', ?,"
                        + " false)")) {
            statement.setString(1, viewer.token().value());
            statement.setString(2, viewer.organizationId().value());
            statement.execute();
        }
        return connection;
    }

    JdbcClient asOwner() {
        return JdbcClient.create(owner);
    }

    /** Runs statements of the owner as they are written: what JDBC would take for a parameter stays what it is. */
    void run(String statements) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** In a transaction, as a service would. */
    <T> T reading(Supplier<T> question) {
        TransactionTemplate transaction = new TransactionTemplate(bean(PlatformTransactionManager.class));
        transaction.setReadOnly(true);
        return Objects.requireNonNull(transaction.execute(status -> question.get()));
    }

    private HikariDataSource pool(String user, String password) {
        RoleLogin login = login(user, password);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(logins.get("SPRING_DATASOURCE_URL"));
        config.setUsername(login.name());
        config.setPassword(login.password());
        config.setMaximumPoolSize(CONNECTIONS);
        return new HikariDataSource(config);
    }

    private RoleLogin login(String user, String password) {
        return new RoleLogin(Objects.requireNonNull(logins.get(user)), Objects.requireNonNull(logins.get(password)));
    }

    @Override
    public void close() {
        context.close();
        application.close();
        metering.close();
        owner.close();
    }
}
