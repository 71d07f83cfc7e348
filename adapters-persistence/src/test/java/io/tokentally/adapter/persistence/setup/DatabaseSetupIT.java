package io.tokentally.adapter.persistence.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.adapter.persistence.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                .withMessageContaining("setup_app is a member of tokentally_app");
    }

    @Test
    void anOwnerWhoMayNotMakeRolesLearnsWhatAnAdministratorHasToRun() throws SQLException {
        DATABASE.asSuperuser()
                .sql("CREATE ROLE setup_powerless LOGIN PASSWORD 'powerless'")
                .update();
        try (Connection powerless = DATABASE.connect(new RoleLogin("setup_powerless", "powerless"))) {
            DatabaseRoles roles = new DatabaseRoles(powerless);

            assertThatExceptionOfType(DatabaseNotPreparedException.class)
                    .isThrownBy(() -> roles.signIn(APPLICATION, DatabaseRoles.APPLICATION))
                    .withMessage("The owner setup_powerless may not manage roles."
                            + " Let an administrator run: CREATE ROLE setup_app LOGIN;");
        }
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
