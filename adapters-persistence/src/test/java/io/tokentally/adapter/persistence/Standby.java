package io.tokentally.adapter.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.util.FileSystemUtils;

/** A streaming standby of the embedded server, made of its files as {@code pg_basebackup} does, which the embedded one lacks. */
public final class Standby {

    /** What belongs to the running server and not to its data. */
    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts", "epg-lock");

    private final int port;
    private final Path data;
    private final Process server;

    private Standby(int port, Path data, Process server) {
        this.port = port;
        this.data = data;
        this.server = server;
    }

    static Standby start() {
        try (Connection connection = PostgresServer.connectAsSuperuser()) {
            JdbcClient superuser = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            Path original = Path.of(setting(superuser, "data_directory"));
            Path copy = Files.createTempDirectory(
                    "standby", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            superuser.sql("SELECT pg_backup_start('standby', true)").query().singleRow();
            copy(original, copy);
            String label = superuser
                    .sql("SELECT labelfile FROM pg_backup_stop(false)")
                    .query(String.class)
                    .single();
            Files.writeString(copy.resolve("backup_label"), label);
            Files.createFile(copy.resolve("standby.signal"));
            int port = freePort();
            Standby standby = new Standby(port, copy, start(original, copy, port, setting(superuser, "port")));
            standby.waitUntilReady();
            return standby;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("There is no standby of the embedded server", e);
        }
    }

    private static String setting(JdbcClient superuser, String name) {
        return superuser
                .sql("SELECT current_setting(?)")
                .param(name)
                .query(String.class)
                .single();
    }

    private static Process start(Path original, Path copy, int port, String primaryPort) throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(original.resolve("postmaster.pid")).getFirst());
        String program = ProcessHandle.of(pid)
                .flatMap(running -> running.info().command())
                .orElseThrow();
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            // PostgreSQL refuses to be run by root.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(
                program,
                "-D",
                copy.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "max_connections=200",
                "-c",
                "primary_conninfo=host=localhost user=postgres port=" + primaryPort));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(copy.resolve("server.log").toFile())
                .start();
    }

    private void waitUntilReady() throws IOException {
        Instant end = Instant.now().plusSeconds(60);
        while (!isReady()) {
            if (!server.isAlive() || Instant.now().isAfter(end)) {
                throw new IOException("The standby does not start: " + Files.readString(data.resolve("server.log")));
            }
        }
    }

    private boolean isReady() {
        try {
            return superuser()
                    .sql("SELECT pg_is_in_recovery()")
                    .query(Boolean.class)
                    .single();
        } catch (DataAccessException e) {
            return false;
        }
    }

    /** Without a user. */
    String url(String database) {
        return "jdbc:postgresql://localhost:%d/%s".formatted(port, database);
    }

    JdbcClient superuser() {
        return JdbcClient.create(new DriverManagerDataSource(url("postgres"), "postgres", ""));
    }

    /** What the primary writes comes, and does not count until it goes on. */
    public void pause() {
        superuser().sql("SELECT pg_wal_replay_pause()").query().singleRow();
    }

    public void goOn() {
        superuser().sql("SELECT pg_wal_replay_resume()").query().singleRow();
    }

    public void stop() {
        try {
            server.descendants().forEach(ProcessHandle::destroy);
            server.destroy();
            if (!server.waitFor(10, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
            FileSystemUtils.deleteRecursively(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Files may go while they are copied: the log of what was written tells the standby the rest. */
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path copied = to.resolve(from.relativize(folder));
                if (!Files.exists(copied)) {
                    Files.createDirectory(copied);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!LEFT_OUT.contains(file.getFileName().toString())) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file)));
                    } catch (NoSuchFileException e) {
                        return FileVisitResult.CONTINUE;
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
