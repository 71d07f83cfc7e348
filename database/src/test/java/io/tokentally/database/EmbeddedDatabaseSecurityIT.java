package io.tokentally.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tokentally.domain.start.StartRefusedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Attacks of another user of the machine on the embedded database. */
class EmbeddedDatabaseSecurityIT {

    private static final Path PROCESSES = Path.of("/proc");
    private static final Map<String, String> SECRETS = Map.of(
            "OPENAI_API_KEY", "sk-secret-of-the-provider",
            "TOKENTALLY_MASTER_KEY", "secret-of-the-master",
            "SPRING_DATASOURCE_PASSWORD", "secret-of-spring",
            "PGPASSWORD", "secret-of-psql",
            "PGOPTIONS", "-c log_statement=none",
            "SOMETHING_ELSE", "secret-of-somebody");

    @TempDir
    private Path home;

    @Test
    void letsNobodyInWithoutAPasswordFromTheFirstMomentOn() throws Exception {
        int port = freePort();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger successes = new AtomicInteger();
        AtomicInteger refusals = new AtomicInteger();
        Thread attacker = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "")) {
                    successes.addAndGet(connection.isClosed() ? 0 : 1);
                } catch (SQLException e) {
                    refusals.addAndGet(String.valueOf(e.getMessage()).contains("password") ? 1 : 0);
                }
            }
        });
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, port)) {
            assertThat(database.access().jdbcUrl()).contains(":" + port + "/");
        } finally {
            over.set(true);
            attacker.join();
        }
        assertThat(successes).hasValue(0);
        assertThat(refusals).as("attempts that reached the server").hasPositiveValue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void showsNoPasswordInTheArgumentsOfItsProgramsNorInAFile() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Set<String> commands = ConcurrentHashMap.newKeySet();
        Set<String> passwordFiles = ConcurrentHashMap.newKeySet();
        Thread onlooker = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                commands.addAll(commandLines());
                passwordFiles.addAll(permissions(home.resolve("initdb-password")));
            }
        });
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            assertThat(database.access().owner().password()).isNotBlank();
        } finally {
            over.set(true);
            onlooker.join();
        }
        assertThat(commands)
                .anyMatch(command -> command.contains("initdb") && command.contains("--auth=scram-sha-256"))
                .anyMatch(command -> command.contains("-p "));
        assertThat(passwordFiles)
                .as("permissions of the file for the first password")
                .containsExactly("rw-------");
        for (String password : passwords()) {
            assertThat(commands).noneMatch(command -> command.contains(password));
        }
    }

    /** Whoever looks for a fault sets loggers to that. */
    @Test
    void logsNoPasswordWhereStatementsAreLogged() throws Exception {
        Logger statements = (Logger) LoggerFactory.getLogger("org.springframework.jdbc");
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        statements.addAppender(logged);
        statements.setLevel(Level.TRACE);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            assertThat(database.access().owner().password()).isNotBlank();
        } finally {
            statements.setLevel(null);
            statements.detachAppender(logged);
        }
        List<String> messages =
                logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertThat(messages).anyMatch(message -> message.contains("CREATE ROLE"));
        for (String password : passwords()) {
            assertThat(messages).noneMatch(message -> message.contains(password));
        }
    }

    @Test
    void leavesNoPasswordFileAndNoTrustBehind() throws IOException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            assertThat(database.access().jdbcUrl()).contains("requireAuth=scram-sha-256");
            assertThat(home.resolve("initdb-password")).doesNotExist();
            assertThat(home.resolve("postgresql-data.new")).doesNotExist();
            assertThat(home.resolve("postgresql-data/pg_hba.conf"))
                    .content()
                    .doesNotContain("trust")
                    .contains("scram-sha-256");
        }
    }

    /** Linux has all of 127.0.0.0/8: whoever listens on any address has a port there, too. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void listensOnOneAddressOfThisMachineAndOnNoSocketInAFolder() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, freePort())) {
            int port = Integer.parseInt(database.access().jdbcUrl().replaceFirst(".*127\\.0\\.0\\.1:(\\d+)/.*", "$1"));
            try (Socket elsewhere = new Socket()) {
                assertThatThrownBy(() -> elsewhere.connect(new InetSocketAddress("127.0.0.2", port), 5_000))
                        .isInstanceOf(ConnectException.class);
            }
            assertThat(Path.of("/tmp/.s.PGSQL." + port)).doesNotExist();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void givesTheServerNothingOfOurEnvironment() throws Exception {
        ProcessHandle server = serverOfAHaltedApplication();
        try {
            String environment =
                    Files.readString(PROCESSES.resolve(server.pid() + "/environ"), StandardCharsets.ISO_8859_1);
            assertThat(environment).contains("LC_ALL=C").doesNotContain("secret-of");
            assertThat(Stream.of(environment.split("\0")).map(variable -> variable.split("=", 2)[0]))
                    .doesNotContainAnyElementsOf(SECRETS.keySet());
        } finally {
            server.destroy();
            server.onExit().join();
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void letsNobodyElseWriteItsPrograms() throws IOException {
        EmbeddedDatabase.start(home, 0).close();
        Path stale = Files.createDirectories(home.resolve("postgresql/of-an-earlier-version/bin"));
        Path halfUnpacked = Files.createDirectories(home.resolve("postgresql/0000.new/bin"));
        EmbeddedDatabase.start(home, 0).close();

        assertThat(stale).doesNotExist();
        assertThat(halfUnpacked).doesNotExist();
        try (Stream<Path> files = Files.walk(home.resolve("postgresql"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .doesNotContain(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE));
        }
    }

    @Test
    void goesOnWithTheDataOfAnEarlierVersion() throws Exception {
        EarlierVersion.leaveWithData(home);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            assertThat(query(database, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void doesNotUseWhatAnEarlierVersionLeftTrusting() throws Exception {
        EarlierVersion.leaveTrusting(home);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            assertThat(query(database, "SELECT count(*) FROM pg_roles WHERE rolname = 'intruder'"))
                    .isEqualTo("0");
            assertThatThrownBy(
                            () -> DriverManager.getConnection(database.access().jdbcUrl(), "intruder", "known"))
                    .hasMessageContaining("password authentication failed");
        }
        assertThat(home.resolve("postgresql-data.untrusted-1")).isDirectory();
    }

    @Test
    void saysWhyItDoesNotStart() throws Exception {
        EmbeddedDatabase.start(home, 0).close();
        Files.writeString(home.resolve("postgresql-data/postgresql.conf"), "\nno_such_setting = 1\n");

        assertThatThrownBy(() -> EmbeddedDatabase.start(home, 0))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("no_such_setting");
    }

    @Test
    void leavesAProcessAloneThatHasTheNumberOfAServerThatWas() throws Exception {
        EmbeddedDatabase.start(home, 0).close();
        Files.writeString(
                home.resolve("postgresql-data/postmaster.pid"),
                ProcessHandle.current().pid() + "\n");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, 0)) {
            assertThat(query(database, "SELECT 42")).isEqualTo("42");
        }
    }

    private ProcessHandle serverOfAHaltedApplication() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedDatabaseIT.HaltingApplication.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("halting.log").toFile());
        builder.environment().putAll(SECRETS);
        assertThat(builder.start().waitFor()).isEqualTo(EmbeddedDatabaseIT.HaltingApplication.EXIT_CODE);
        return ServerProcess.on(home.resolve("postgresql-data"), home.resolve("postgresql"))
                .orElseThrow()
                .handle();
    }

    private List<String> passwords() throws IOException {
        return Files.readAllLines(home.resolve("database-passwords.properties")).stream()
                .map(line -> line.substring(line.indexOf('=') + 1))
                .toList();
    }

    private static List<String> commandLines() {
        try (Stream<Path> processes = Files.list(PROCESSES)) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .map(EmbeddedDatabaseSecurityIT::commandLine)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** None, where there is no such file. */
    private static Set<String> permissions(Path file) {
        try {
            return Set.of(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        } catch (IOException e) {
            return Set.of();
        }
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String query(EmbeddedDatabase database, String sql) throws SQLException {
        DatabaseLogin owner = database.access().owner();
        try (Connection connection =
                        DriverManager.getConnection(database.access().jdbcUrl(), owner.username(), owner.password());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
