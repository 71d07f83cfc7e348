package io.tokentally.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.domain.start.StartRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {

    @TempDir
    private Path home;

    @Test
    void keepsItsDataBetweenStarts() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            execute(database, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            assertThat(query(database, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void stopsAServerThatOutlivedItsApplicationAndRecovers() throws Exception {
        startAndHalt();
        ProcessHandle orphan = server();
        assertThat(orphan.isAlive()).isTrue();

        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(query(database, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void recoversWhenTheServerWasKilledToo() throws Exception {
        startAndHalt();
        ProcessHandle server = server();
        server.destroyForcibly();
        server.onExit().join();

        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            assertThat(query(database, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void refusesASecondStartOnTheSameFolderAndLeavesTheFirstAlone() throws SQLException {
        try (EmbeddedDatabase first = EmbeddedDatabase.start(home, 0)) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(home, 0))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("already running");
            assertThat(query(first, "SELECT 42")).isEqualTo("42");
        }
    }

    @Test
    void asksEveryRoleForItsPassword() {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            for (String role : new String[] {"postgres", "tokentally_owner"}) {
                assertThatThrownBy(() -> connect(database, new DatabaseLogin(role, "wrong")))
                        .hasMessageContaining("password authentication failed");
            }
        }
    }

    @Test
    void writesToTheDiskBeforeItSaysThatSomethingIsCommitted() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            assertThat(query(database, "SHOW fsync")).isEqualTo("on");
            assertThat(query(database, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(database, "SHOW full_page_writes")).isEqualTo("on");
        }
    }

    /** In a process of its own, which ends as a killed one does. */
    private void startAndHalt() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HaltingApplication.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("halting.log").toFile())
                .start();
        assertThat(process.waitFor())
                .as(() -> "the exit code of the application")
                .isEqualTo(HaltingApplication.EXIT_CODE);
    }

    /** Starts a database, writes to it and halts at once. */
    static final class HaltingApplication {

        static final int EXIT_CODE = 3;

        private HaltingApplication() {}

        public static void main(String[] arguments) throws SQLException {
            execute(EmbeddedDatabase.start(Path.of(arguments[0]), 0), "CREATE TABLE kept AS SELECT 42 AS answer");
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    private ProcessHandle server() throws Exception {
        String pid = Files.readAllLines(home.resolve("postgresql-data/postmaster.pid"))
                .getFirst();
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database, database.access().owner());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database, database.access().owner());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static Connection connect(EmbeddedDatabase database, DatabaseLogin login) throws SQLException {
        return DriverManager.getConnection(database.access().jdbcUrl(), login.username(), login.password());
    }
}
