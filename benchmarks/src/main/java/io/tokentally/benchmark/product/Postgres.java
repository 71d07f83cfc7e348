package io.tokentally.benchmark.product;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A PostgreSQL server that can be stopped, frozen and killed, apart from the application that uses it. */
public final class Postgres implements AutoCloseable {

    private static final String PASSWORD = "benchmark";

    private static final Duration RECOVERY = Duration.ofMinutes(2);

    private final Path home;
    private final int port;
    private EmbeddedPostgres server;

    private Postgres(Path home, int port) {
        this.home = home;
        this.port = port;
        this.server = launch();
    }

    /** Starts an empty server with the roles that the application needs. */
    public static Postgres start(Path home, int port) throws SQLException {
        Postgres postgres = new Postgres(home, port);
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE owner LOGIN CREATEROLE PASSWORD '" + PASSWORD + "'");
            statement.execute("CREATE ROLE application LOGIN PASSWORD '" + PASSWORD + "'");
            statement.execute("CREATE ROLE metering LOGIN PASSWORD '" + PASSWORD + "'");
            statement.execute("CREATE DATABASE tokentally OWNER owner");
        }
        return postgres;
    }

    /** What tells the application where its database is. */
    public Map<String, String> environment() {
        return Map.of(
                "SPRING_DATASOURCE_URL",
                "jdbc:postgresql://127.0.0.1:" + port + "/tokentally",
                "SPRING_DATASOURCE_USERNAME",
                "application",
                "SPRING_DATASOURCE_PASSWORD",
                PASSWORD,
                "TOKENTALLY_DATABASE_OWNER_USERNAME",
                "owner",
                "TOKENTALLY_DATABASE_OWNER_PASSWORD",
                PASSWORD,
                "TOKENTALLY_DATABASE_METERING_USERNAME",
                "metering",
                "TOKENTALLY_DATABASE_METERING_PASSWORD",
                PASSWORD);
    }

    /** A connection that sees everything, whatever the policies say. */
    public Connection connectToLedger() throws SQLException {
        return server.getDatabase("postgres", "tokentally").getConnection();
    }

    private Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    /** Stops the server in order. */
    public void stop() throws IOException {
        server.close();
    }

    /** Kills the server and all its processes. */
    public void kill() throws IOException {
        List<ProcessHandle> processes = processes();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        // There is nothing left to stop, but a lock to give back.
        server.close();
    }

    /** Starts the server again after it was stopped or killed; it recovers by itself. */
    public void startAgain() {
        server = launch();
    }

    /** Stops all its processes in their tracks: connections stay, and nothing answers. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        for (ProcessHandle process : processes()) {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }
    }

    /** The postmaster and its children. */
    private List<ProcessHandle> processes() throws IOException {
        long postmaster = Long.parseLong(Files.readAllLines(home.resolve("data/postmaster.pid"))
                .getFirst()
                .strip());
        ProcessHandle server = ProcessHandle.of(postmaster).orElseThrow();
        return Stream.concat(Stream.of(server), server.descendants()).toList();
    }

    private EmbeddedPostgres launch() {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(home.resolve("data"))
                    .setOverrideWorkingDirectory(
                            Files.createDirectories(home.resolve("binaries")).toFile())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(true)
                    .setPort(port)
                    // After it was killed it reads its log from the last checkpoint on.
                    .setPGStartupWait(RECOVERY)
                    // Nothing of what this server has on disk may be lost; that it writes late is for the application
                    // to mend.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("max_connections", "150")
                    // As the embedded database has it.
                    .setServerConfig("random_page_cost", "1.1")
                    .setServerConfig("work_mem", "16MB")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start in " + home, e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
