package io.tokentally.database;

import io.tokentally.domain.start.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The installation's database, for a command: the external one, the embedded one that the application runs, or the embedded one
 * started for as long as the command takes.
 */
public final class CommandDatabase implements AutoCloseable {

    private final DataSource owner;
    private final DataSource metering;
    private final @Nullable DatabaseServer started;

    private CommandDatabase(
            String jdbcUrl, DatabaseLogin owner, DatabaseLogin metering, @Nullable DatabaseServer started) {
        this.owner = DatabaseAccess.connections(jdbcUrl, owner);
        this.metering = DatabaseAccess.connections(jdbcUrl, metering);
        this.started = started;
    }

    /**
     * Connects to the database, or starts it if nobody has.
     *
     * @throws StartRefusedException if there is no installation, or this version of the application was never started on it
     */
    public static CommandDatabase open(DatabaseOptions options) {
        if (options.isExternal()) {
            return prepared(of(ExternalDatabase.of(options).access(), null));
        }
        Path home = options.home().toAbsolutePath().normalize();
        if (!Files.isDirectory(home.resolve("postgresql-data"))) {
            throw new StartRefusedException(
                    "There is no installation in the folder " + home + ".",
                    "Set TOKENTALLY_HOME, or SPRING_DATASOURCE_URL and what belongs to it, as Tokentally is started with.");
        }
        if (HomeFolder.isTaken(home)) {
            RunningDatabase running = RunningDatabase.in(home);
            return prepared(new CommandDatabase(running.jdbcUrl(), running.owner(), running.metering(), null));
        }
        DatabaseServer server = EmbeddedDatabase.start(home, options.port());
        return prepared(of(server.access(), server));
    }

    private static CommandDatabase of(DatabaseAccess access, @Nullable DatabaseServer server) {
        return new CommandDatabase(access.jdbcUrl(), access.owner(), access.metering(), server);
    }

    private static CommandDatabase prepared(CommandDatabase database) {
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

    /** Connects as the role that adds usage records. */
    public DataSource metering() {
        return metering;
    }

    /** Stops the database if it was started for the command. */
    @Override
    public void close() {
        if (started != null) {
            started.close();
        }
    }

    /** The embedded database that another process runs, as its password file tells. */
    private record RunningDatabase(String jdbcUrl, DatabaseLogin owner, DatabaseLogin metering) {

        private static final String FILE = "pgpass";
        private static final int FIELDS = 5;

        static RunningDatabase in(Path home) {
            Path file = home.resolve(FILE);
            try {
                List<String[]> lines = Files.readAllLines(file).stream()
                        .map(line -> line.split(":", FIELDS))
                        .filter(fields -> fields.length == FIELDS)
                        .toList();
                String[] owner = lineOf(EmbeddedPasswords.OWNER, lines);
                return new RunningDatabase(
                        EmbeddedDatabase.url(owner[0], Integer.parseInt(owner[1]), EmbeddedRoles.DATABASE),
                        new DatabaseLogin(owner[3], owner[4]),
                        new DatabaseLogin(EmbeddedPasswords.METERING, lineOf(EmbeddedPasswords.METERING, lines)[4]));
            } catch (IOException e) {
                throw new StartRefusedException(
                        "The running database cannot be found by the file %s: %s".formatted(file, e.getMessage()),
                        "Wait until Tokentally is ready, and call this as the user who runs it.",
                        e);
            }
        }

        private static String[] lineOf(String role, List<String[]> lines) throws IOException {
            return lines.stream()
                    .filter(fields -> fields[3].equals(role))
                    .findFirst()
                    .orElseThrow(() -> new IOException("It does not name " + role));
        }
    }
}
