package io.tokentally.adapter.persistence.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tokentally.adapter.persistence.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Attacks of whoever gets statements run as a role, on those who connect as it. */
class RoleConnectionsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final RoleLogin APPLICATION = new RoleLogin("kept_app", "it's \\a \"secret\" \u00fc");
    private static final RoleLogin METERING = new RoleLogin("kept_metering", "secret");
    private static final RoleLogin AUTHENTICATION = new RoleLogin("kept_auth", "secret");

    @BeforeEach
    void prepare() {
        DatabaseSetup.prepare(DATABASE.owner(), APPLICATION, METERING, AUTHENTICATION);
    }

    @AfterEach
    void dropRoles() {
        for (RoleLogin role : new RoleLogin[] {APPLICATION, METERING, AUTHENTICATION}) {
            DATABASE.asSuperuser().sql("DROP ROLE IF EXISTS " + role.name()).update();
        }
    }

    private static RoleConnections connections(RoleLogin login) {
        return new RoleConnections(new NewOnes(login), DATABASE.owner(), login);
    }

    private static final class NewOnes extends AbstractDataSource {

        private final RoleLogin login;

        NewOnes(RoleLogin login) {
            this.login = login;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return DATABASE.connect(login);
        }

        @Override
        public Connection getConnection(String name, String password) throws SQLException {
            return DATABASE.connect(new RoleLogin(name, password));
        }
    }

    private static void run(RoleConnections connections, String sql) throws SQLException {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aRoleThatWasGivenAnotherPasswordSignsInAgainAtOnce() throws SQLException {
        for (RoleLogin login : new RoleLogin[] {APPLICATION, METERING, AUTHENTICATION}) {
            RoleConnections connections = connections(login);
            run(connections, "ALTER ROLE CURRENT_USER PASSWORD 'mine'");
            run(connections, "SELECT 1");

            assertThat(signsIn(login.name(), "mine"))
                    .as("by the password that was set")
                    .isFalse();
        }
    }

    @Test
    void oneWithoutAPasswordDoesToo() throws SQLException {
        run(connections(APPLICATION), "ALTER ROLE CURRENT_USER PASSWORD NULL");

        run(connections(APPLICATION), "SELECT 1");
    }

    @Test
    void aPoolGoesOn() throws SQLException {
        HikariConfig configuration = new HikariConfig();
        configuration.setDataSource(connections(APPLICATION));
        configuration.setMaximumPoolSize(2);
        configuration.setMinimumIdle(0);
        try (HikariDataSource pool = new HikariDataSource(configuration);
                Connection held = pool.getConnection();
                Statement statement = held.createStatement()) {
            statement.execute("ALTER ROLE CURRENT_USER PASSWORD 'mine'");
            try (Connection another = pool.getConnection()) {
                assertThat(another.isValid(0)).isTrue();
            }
        }
    }

    /** Two installations may share a server, and an administrator may have given a role to another program. */
    @Test
    void aRoleOfSomebodyElseKeepsItsPassword() {
        DATABASE.asSuperuser()
                .sql("COMMENT ON ROLE kept_app IS 'of another installation'")
                .update();
        DATABASE.asSuperuser().sql("ALTER ROLE kept_app PASSWORD 'theirs'").update();

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connections(APPLICATION).getConnection().close())
                .withMessageContaining("password authentication failed");
        assertThat(signsIn(APPLICATION.name(), "theirs")).isTrue();
    }

    private static boolean signsIn(String name, String password) {
        try (Connection connection = DATABASE.connect(new RoleLogin(name, password))) {
            return connection.isValid(0);
        } catch (SQLException e) {
            return false;
        }
    }
}
