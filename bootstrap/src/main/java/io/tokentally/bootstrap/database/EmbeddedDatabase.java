package io.tokentally.bootstrap.database;

import io.tokentally.bootstrap.StartRefused;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL brought along: its binaries come from the class path, its data stays in the home folder.
 *
 * <p>It listens on the loopback interface only and asks every role for its password. Unlike the library's defaults,
 * which are made for tests, it writes through to the disk before it says that something is committed.
 */
final class EmbeddedDatabase implements DatabaseServer {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String BINARIES = "postgresql";
    private static final Duration STARTUP_TIME = Duration.ofSeconds(60);

    private final HomeFolder home;
    private final EmbeddedPostgres server;
    private final DatabaseAccess access;

    private EmbeddedDatabase(HomeFolder home, EmbeddedPostgres server, DatabaseAccess access) {
        this.home = home;
        this.server = server;
        this.access = access;
    }

    /**
     * Takes the home folder and starts the database in it; on the first start, makes it.
     *
     * @param port to listen on; 0 takes a free one
     * @throws StartRefused if another process has the folder, or it cannot be written
     */
    static EmbeddedDatabase start(Path homeFolder, int port) {
        HomeFolder home = HomeFolder.take(homeFolder);
        try {
            Path data = home.resolve("postgresql-data");
            new Orphan(data).stop();
            requireFree(port);
            EmbeddedPasswords passwords = EmbeddedPasswords.readOrMake(home);
            HostAccess hostAccess = new HostAccess(data);
            EmbeddedPostgres server =
                    builder(home, data, port, passwords, hostAccess).start();
            try {
                return new EmbeddedDatabase(home, server, prepare(home, server, passwords, hostAccess));
            } catch (RuntimeException | IOException e) {
                server.close();
                throw e;
            }
        } catch (IOException e) {
            home.close();
            throw new UncheckedIOException("PostgreSQL did not start in " + home.path(), e);
        } catch (RuntimeException e) {
            home.close();
            throw e;
        }
    }

    private static void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new StartRefused(
                    "The embedded database cannot listen on port %d: %s".formatted(port, e.getMessage()),
                    "Set TOKENTALLY_DATABASE_PORT to a free port, or leave it out to have one chosen.",
                    e);
        }
    }

    private static EmbeddedPostgres.Builder builder(
            HomeFolder home, Path data, int port, EmbeddedPasswords passwords, HostAccess hostAccess)
            throws IOException {
        Path binaries = Files.createDirectories(home.resolve(BINARIES));
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(binaries.toFile())
                .setDataDirectoryCustomizer(directory -> hostAccess.write())
                .setConnectConfig("password", passwords.superuser())
                .setPGStartupWait(STARTUP_TIME)
                // The data sources must be closed before it: it is closed with the application's context.
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("password_encryption", "scram-sha-256")
                .setServerConfig("max_connections", "60")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setLocaleConfig("locale", "C");
    }

    private static DatabaseAccess prepare(
            HomeFolder home, EmbeddedPostgres server, EmbeddedPasswords passwords, HostAccess hostAccess)
            throws IOException {
        EmbeddedRoles roles = new EmbeddedRoles(server.getPostgresDatabase(), passwords);
        roles.create();
        if (!hostAccess.asksForPasswords()) {
            roles.protectSuperuser();
            hostAccess.askForPasswords();
            roles.reloadConfiguration();
        }
        DatabaseAccess access = new DatabaseAccess(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), EmbeddedRoles.DATABASE),
                passwords.owner(),
                passwords.application(),
                passwords.metering(),
                passwords.authentication());
        home.writePrivately("pgpass", passwords.passwordFile(server.getPort()));
        LOG.info("PostgreSQL runs on port {} with its data in {}", server.getPort(), home.path());
        return access;
    }

    @Override
    public DatabaseAccess access() {
        return access;
    }

    /** Stops the database in order, then gives the folder back. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("PostgreSQL did not stop in order; it recovers at the next start", e);
        } finally {
            home.close();
        }
    }
}
