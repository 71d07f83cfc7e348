package io.tokentally.adapter.persistence.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.adapter.persistence.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DatabaseSetupIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String WRONG_PASSWORD = "28P01";
    private static final RoleLogin APPLICATION = new RoleLogin("setup_app", "it's \\a \"secret\" ü");
    private static final RoleLogin METERING = new RoleLogin("setup_metering", "secret");
    private static final RoleLogin AUTHENTICATION = new RoleLogin("setup_auth", "secret");

    @AfterEach
    void dropRoles() {
        for (String role : new String[] {"setup_app", "setup_metering", "setup_auth", "setup_powerless"}) {
            DATABASE.asSuperuser().sql("DROP ROLE IF EXISTS " + role).update();
        }
    }

    @Test
    void preparingAgainChangesNothingButThePasswords() throws SQLException {
        DatabaseSetup.prepare(DATABASE.owner(), APPLICATION, METERING, AUTHENTICATION);
        DatabaseSetup.prepare(DATABASE.owner(), new RoleLogin("setup_app", "changed"), METERING, AUTHENTICATION);

        assertThat(canSignIn(new RoleLogin("setup_app", "changed"))).isTrue();
        assertThat(canSignIn(APPLICATION)).isFalse();
    }

    /** Liquibase refuses a change set that was changed after it had been run: where it refuses nothing, it was not asked. */
    @Test
    void aSchemaThatWasMadeOfTheseChangeSetsIsNotComparedWithThemAgain() {
        JdbcClient database = JdbcClient.create(DATABASE.owner());
        String former = "SELECT md5sum FROM databasechangelog WHERE id = 'usage-views'";
        String sum = database.sql(former).query(String.class).single();
        String change = "UPDATE databasechangelog SET md5sum = ? WHERE id = 'usage-views'";
        try {
            database.sql(change).param("9:0").update();
            DatabaseSetup.prepare(DATABASE.owner(), APPLICATION, METERING, AUTHENTICATION);

            database.sql("COMMENT ON TABLE databasechangelog IS 'made of other change sets'")
                    .update();
            assertThatExceptionOfType(DatabaseNotPreparedException.class)
                    .isThrownBy(() -> DatabaseSetup.prepare(DATABASE.owner(), APPLICATION, METERING, AUTHENTICATION))
                    .withMessageContaining("usage-views");
        } finally {
            database.sql(change).param(sum).update();
        }

        DatabaseSetup.prepare(DATABASE.owner(), APPLICATION, METERING, AUTHENTICATION);
        assertThat(database.sql("SELECT obj_description('databasechangelog'::regclass)")
                        .query(String.class)
                        .single())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void aPasswordMayHoldAnything() throws SQLException {
        DatabaseSetup.prepare(DATABASE.owner(), APPLICATION, METERING, AUTHENTICATION);

        assertThat(canSignIn(APPLICATION)).isTrue();
    }

    @Test
    void instancesThatStartAtTheSameTimeWaitForEachOther() throws Exception {
        Callable<Void> start = () -> {
            DatabaseSetup.prepare(DATABASE.owner(), APPLICATION, METERING, AUTHENTICATION);
            return null;
        };
        try (ExecutorService instances = Executors.newFixedThreadPool(3)) {
            for (Future<Void> instance : instances.invokeAll(Collections.nCopies(3, start))) {
                assertThatCode(instance::get).doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUPERUSER", "BYPASSRLS", "CREATEROLE"})
    void aRoleThatCouldGoRoundThePoliciesIsRefused(String attribute) {
        DATABASE.asSuperuser().sql("CREATE ROLE setup_app LOGIN " + attribute).update();
        DATABASE.asSuperuser().sql("GRANT tokentally_app TO setup_app").update();

        assertThatExceptionOfType(DatabaseNotPreparedException.class)
                .isThrownBy(() -> DatabaseSetup.prepare(DATABASE.owner(), APPLICATION, METERING, AUTHENTICATION))
                .withMessageStartingWith("The database role setup_app ")
                .withMessageContaining("Name another role");
    }

    @Test
    void oneRoleForTwoIsRefused() {
        assertThatExceptionOfType(DatabaseNotPreparedException.class)
                .isThrownBy(() -> DatabaseSetup.prepare(DATABASE.owner(), APPLICATION, APPLICATION, AUTHENTICATION))
                .withMessageContaining("setup_app is a member of tokentally_metering");
    }

    @Test
    void anOwnerWhoMayNotMakeRolesLearnsAllThatAnAdministratorHasToRun() throws SQLException {
        DATABASE.asSuperuser()
                .sql("CREATE ROLE setup_powerless LOGIN PASSWORD 'powerless'")
                .update();
        DataSource powerless = signingInAs(new RoleLogin("setup_powerless", "powerless"), null);

        assertThatExceptionOfType(DatabaseNotPreparedException.class)
                .isThrownBy(() -> DatabaseSetup.prepare(powerless, APPLICATION, METERING, AUTHENTICATION))
                .withMessageContainingAll(
                        "The owner setup_powerless may not manage roles.",
                        "CREATE ROLE setup_app LOGIN PASSWORD '\u2026';",
                        "GRANT tokentally_app TO setup_app;",
                        "CREATE ROLE setup_metering LOGIN PASSWORD '\u2026';",
                        "GRANT tokentally_metering TO setup_metering;",
                        "CREATE ROLE setup_auth LOGIN PASSWORD '\u2026';",
                        "GRANT tokentally_auth TO setup_auth;");
    }

    @Test
    void whatAnAdministratorWasToldToRunIsEnough() throws SQLException {
        for (String statement : List.of(
                "CREATE ROLE setup_powerless LOGIN PASSWORD 'powerless'",
                "CREATE ROLE setup_app LOGIN PASSWORD 'secret'",
                "GRANT tokentally_app TO setup_app",
                "CREATE ROLE setup_metering LOGIN PASSWORD 'secret'",
                "GRANT tokentally_metering TO setup_metering",
                "CREATE ROLE setup_auth LOGIN PASSWORD 'secret'",
                "GRANT tokentally_auth TO setup_auth")) {
            DATABASE.asSuperuser().sql(statement).update();
        }
        DATABASE.asSuperuser()
                .sql("CREATE DATABASE setup_of_powerless OWNER setup_powerless")
                .update();
        try {
            DataSource powerless = signingInAs(new RoleLogin("setup_powerless", "powerless"), "setup_of_powerless");

            assertThatCode(() -> DatabaseSetup.prepare(
                            powerless, new RoleLogin("setup_app", "secret"), METERING, AUTHENTICATION))
                    .doesNotThrowAnyException();
        } finally {
            DATABASE.asSuperuser()
                    .sql("DROP DATABASE setup_of_powerless WITH (FORCE)")
                    .update();
        }
    }

    /** Of a second installation on the same server, or of whoever else has a role of that name. */
    @Test
    void aRoleThatSomebodyElseMadeKeepsItsPassword() throws SQLException {
        RoleLogin theirs = new RoleLogin("setup_app", "theirs");
        DATABASE.asSuperuser()
                .sql("CREATE ROLE setup_app LOGIN PASSWORD 'theirs'")
                .update();

        assertThatExceptionOfType(DatabaseNotPreparedException.class)
                .isThrownBy(() -> DatabaseSetup.prepare(DATABASE.owner(), APPLICATION, METERING, AUTHENTICATION))
                .withMessageContainingAll("setup_app is there already", "ALTER ROLE setup_app PASSWORD");
        assertThat(canSignIn(theirs)).isTrue();
        assertThat(DATABASE.asSuperuser()
                        .sql("SELECT pg_has_role('setup_app', 'tokentally_app', 'MEMBER')")
                        .query(Boolean.class)
                        .single())
                .as("what it may do here")
                .isFalse();
    }

    @Test
    void aRoleOfAnotherDatabasesInstallationKeepsItsPassword() throws SQLException {
        DatabaseSetup.prepare(DATABASE.owner(), APPLICATION, METERING, AUTHENTICATION);
        DATABASE.asSuperuser()
                .sql("COMMENT ON ROLE setup_app IS 'Tokentally made this role for the database 1'")
                .update();

        assertThatExceptionOfType(DatabaseNotPreparedException.class)
                .isThrownBy(() -> DatabaseSetup.prepare(
                        DATABASE.owner(), new RoleLogin("setup_app", "other"), METERING, AUTHENTICATION));
        assertThat(canSignIn(APPLICATION)).isTrue();
    }

    @Test
    void aRoleOfAnAdministratorsIsTakenWithItsPassword() {
        DATABASE.asSuperuser()
                .sql("CREATE ROLE setup_app LOGIN PASSWORD 'secret'")
                .update();

        assertThatCode(() -> DatabaseSetup.prepare(
                        DATABASE.owner(), new RoleLogin("setup_app", "secret"), METERING, AUTHENTICATION))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "a-b", "a\"; DROP TABLE accounts; --", "1a", "\u00e4"})
    void roleNamesThatWouldNeedQuotingAreRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RoleLogin(name, "secret"));
    }

    @Test
    void aLoginNeverShowsItsPassword() {
        assertThat(APPLICATION).hasToString("RoleLogin[setup_app]");
    }

    /** @param database another one on the same server, or null for the same */
    private static DataSource signingInAs(RoleLogin login, @Nullable String database) throws SQLException {
        try (Connection connection = DATABASE.owner().getConnection()) {
            String url = connection.getMetaData().getURL();
            return new DriverManagerDataSource(
                    database == null ? url : url.replaceFirst("/[^/?]+(?=$|\\?)", "/" + database),
                    login.name(),
                    login.password());
        }
    }

    private static boolean canSignIn(RoleLogin login) throws SQLException {
        try (Connection connection = DATABASE.connect(login)) {
            return connection.isValid(10);
        } catch (SQLException e) {
            if (WRONG_PASSWORD.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }
}
