package io.tokentally.database;

import io.tokentally.domain.start.StartRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * PostgreSQL brought along: its binaries come from the class path, its data stays in the home folder.
 *
 * <p>It listens on the loopback interface only and asks every role for its password, from the first moment on. It writes
 * through to the disk before it says that something is committed. Our passwords go to nobody but it: SCRAM proves each
 * side to the other without showing them, and the driver takes nothing less.
 */
final class EmbeddedDatabase implements DatabaseServer {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String HOST = "127.0.0.1";

    /** The folder of PostgreSQL's programs, in the home folder. */
    static final String BINARIES = "postgresql";

    private final HomeFolder home;
    private final EmbeddedServer server;
    private final DatabaseAccess access;

    private EmbeddedDatabase(HomeFolder home, EmbeddedServer server, DatabaseAccess access) {
        this.home = home;
        this.server = server;
        this.access = access;
    }

    /** Of an embedded database, whoever started it: no password is told to a server that does not prove that it knows it. */
    static String url(String host, int port, String database) {
        return "jdbc:postgresql://%s:%d/%s?requireAuth=scram-sha-256".formatted(host, port, database);
    }

    /**
     * Takes the home folder and starts the database in it; on the first start, makes it.
     *
     * @param port to listen on; 0 takes a free one
     * @throws StartRefusedException if another process has the folder, or it cannot be written
     */
    static EmbeddedDatabase start(Path homeFolder, int port) {
        HomeFolder home = HomeFolder.take(homeFolder);
        try {
            DataFolder data = new DataFolder(home);
            new OrphanedServer(data.path(), home.resolve(BINARIES)).stop();
            EmbeddedPasswords passwords =
                    data.putAsideIfItTrusted() ? EmbeddedPasswords.makeAnew(home) : EmbeddedPasswords.readOrMake(home);
            PostgresBinaries binaries = PostgresBinaries.unpack(home.resolve(BINARIES));
            PostgresCommand command = new PostgresCommand(home);
            data.prepare(binaries, command, passwords.superuser());
            EmbeddedServer server = EmbeddedServer.start(home, binaries, command, data.path(), port);
            try {
                return new EmbeddedDatabase(home, server, prepare(home, server, passwords));
            } catch (RuntimeException | IOException e) {
                server.close();
                throw e;
            }
        } catch (IOException e) {
            home.close();
            throw new StartRefusedException(
                    "PostgreSQL cannot be set up in %s: %s".formatted(home.path(), e.getMessage()),
                    "See that the folder can be written and its disk has room, or set TOKENTALLY_HOME to another folder.",
                    e);
        } catch (RuntimeException e) {
            home.close();
            throw e;
        }
    }

    private static DatabaseAccess prepare(HomeFolder home, EmbeddedServer server, EmbeddedPasswords passwords)
            throws IOException {
        DriverManagerDataSource superuser =
                new DriverManagerDataSource(url(HOST, server.port(), "postgres"), "postgres", passwords.superuser());
        new EmbeddedRoles(superuser, passwords).create();
        DatabaseAccess access = new DatabaseAccess(
                url(HOST, server.port(), EmbeddedRoles.DATABASE),
                passwords.owner(),
                passwords.application(),
                passwords.metering(),
                passwords.authentication());
        home.writePrivately("pgpass", passwords.passwordFile(server.port()));
        LOG.info("PostgreSQL runs on port {} with its data in {}", server.port(), home.path());
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
        } finally {
            home.close();
        }
    }
}
