package io.tokentally.database;

import io.tokentally.domain.start.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The installation's database, for a command: the external one, the embedded one that the application runs, or the embedded one
 * started for as long as the command takes.
 */
public final class CommandDatabase implements AutoCloseable {

    private final DataSource owner;
    private final @Nullable DatabaseServer started;

    private CommandDatabase(DataSource owner, @Nullable DatabaseServer started) {
        this.owner = owner;
        this.started = started;
    }

    /**
     * Connects to the database, or starts it if nobody has.
     *
     * @throws StartRefusedException if there is no installation, or this version of the application was never started on it
     */
    public static CommandDatabase open(DatabaseOptions options) {
        if (options.isExternal()) {
            return prepared(ExternalDatabase.of(options).access().asOwner(), null);
        }
        Path home = options.home().toAbsolutePath().normalize();
        if (!Files.isDirectory(home.resolve("postgresql-data"))) {
            throw new StartRefusedException(
                    "There is no installation in the folder " + home + ".",
                    "Set TOKENTALLY_HOME, or SPRING_DATASOURCE_URL and what belongs to it, as Tokentally is started with.");
        }
        if (HomeFolder.isTaken(home)) {
            RunningDatabase running = RunningDatabase.in(home);
            return prepared(DatabaseAccess.connections(running.jdbcUrl(), running.owner()), null);
        }
        DatabaseServer server = EmbeddedDatabase.start(home, options.port());
        return prepared(server.access().asOwner(), server);
    }

    private static CommandDatabase prepared(DataSource owner, @Nullable DatabaseServer server) {
        CommandDatabase database = new CommandDatabase(owner, server);
        try {
            database.requirePrepared();
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private void requirePrepared() {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT to_regclass('public.master_keys') IS NOT NULL")) {
            result.next();
            if (!result.getBoolean(1)) {
                throw new StartRefusedException(
                        "This version of Tokentally was never started on this database.",
                        "Start it once, which brings the database up to date, then run this again.");
            }
        } catch (SQLException e) {
            throw new StartRefusedException(
                    "The database cannot be reached: " + e.getMessage(),
                    "Call this with the settings that Tokentally is started with.",
                    e);
        }
    }

    /** Connects as the schema's owner. */
    public DataSource owner() {
        return owner;
    }

    /** Stops the database if it was started for the command. */
    @Override
    public void close() {
        if (started != null) {
            started.close();
        }
    }

    /** The embedded database that another process runs, as its password file tells. */
    private record RunningDatabase(String jdbcUrl, DatabaseLogin owner) {

        private static final String FILE = "pgpass";
        private static final int FIELDS = 5;

        static RunningDatabase in(Path home) {
            Path file = home.resolve(FILE);
            try {
                return Files.readAllLines(file).stream()
                        .map(line -> line.split(":", FIELDS))
                        .filter(fields -> fields.length == FIELDS && fields[3].equals(EmbeddedPasswords.OWNER))
                        .findFirst()
                        .map(fields -> new RunningDatabase(
                                "jdbc:postgresql://%s:%s/%s".formatted(fields[0], fields[1], EmbeddedRoles.DATABASE),
                                new DatabaseLogin(fields[3], fields[4])))
                        .orElseThrow(() -> new IOException("It does not name " + EmbeddedPasswords.OWNER));
            } catch (IOException e) {
                throw new StartRefusedException(
                        "The running database cannot be found by the file %s: %s".formatted(file, e.getMessage()),
                        "Wait until Tokentally is ready, and call this as the user who runs it.",
                        e);
            }
        }
    }
}
