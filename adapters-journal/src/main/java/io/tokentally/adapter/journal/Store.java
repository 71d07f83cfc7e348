package io.tokentally.adapter.journal;

import io.tokentally.adapter.journal.JournalOptions.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The journal's SQLite file, in WAL mode, with one connection for each of those who use it: the writer, the poster, which
 * reads, and the checkpoints.
 */
final class Store implements AutoCloseable {

    static final int PAGE_BYTES = 4_096;

    private static final int APPLICATION_ID = 0x544F4B4E;
    private static final int FORM = 1;

    /** Up to this size a file is read through when it is opened, which takes a moment. */
    private static final long CHECKED_BYTES = 256L * 1024 * 1024;

    private static final long KEPT_LOG_BYTES = 16L * 1024 * 1024;

    private static final int BUSY_MILLIS = 10_000;

    private final StoreWriter writer;
    private final StoreReader reader;
    private final Checkpoints checkpoints;

    private Store(StoreWriter writer, StoreReader reader, Checkpoints checkpoints) {
        this.writer = writer;
        this.reader = reader;
        this.checkpoints = checkpoints;
    }

    /** @throws SQLException if the file cannot be opened, is damaged or was made by a later version */
    static Store open(Path file, Level level, long maxBytes) throws SQLException {
        ReentrantLock writing = new ReentrantLock();
        Connection forWriting = connect(file);
        try {
            prepare(forWriting, file, level, maxBytes);
            StoreWriter writer = new StoreWriter(forWriting, writing);
            StoreReader reader = new StoreReader(connect(file));
            Connection forCheckpoints = connect(file);
            execute(forCheckpoints, "PRAGMA synchronous = " + synchronous(level));
            return new Store(writer, reader, new Checkpoints(forCheckpoints, writing, writer, reader));
        } catch (SQLException e) {
            forWriting.close();
            throw e;
        }
    }

    static Connection connect(Path file) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("busy_timeout", String.valueOf(BUSY_MILLIS));
        // Asked after each insert, and nobody wants to know.
        properties.setProperty("jdbc.get_generated_keys", "false");
        return DriverManager.getConnection("jdbc:sqlite:" + file, properties);
    }

    private static void prepare(Connection connection, Path file, Level level, long maxBytes) throws SQLException {
        boolean isNew = file.toFile().length() == 0 && !Files.exists(Path.of(file + "-wal"));
        if (isNew) {
            execute(connection, "PRAGMA page_size = " + PAGE_BYTES);
            execute(connection, "PRAGMA auto_vacuum = INCREMENTAL");
        }
        execute(connection, "PRAGMA journal_mode = WAL");
        execute(connection, "PRAGMA synchronous = " + synchronous(level));
        execute(connection, "PRAGMA wal_autocheckpoint = 0");
        execute(connection, "PRAGMA journal_size_limit = " + KEPT_LOG_BYTES);
        execute(connection, "PRAGMA max_page_count = " + maxBytes / PAGE_BYTES);
        if (file.toFile().length() <= CHECKED_BYTES) {
            requireSound(connection);
        }
        long form = number(connection, "PRAGMA user_version");
        if (form > FORM) {
            throw new SQLException("The journal was written by a later version of Tokentally, in form " + form);
        }
        if (form == FORM) {
            return;
        }
        execute(connection, "CREATE TABLE IF NOT EXISTS waiting (sequence INTEGER PRIMARY KEY, record BLOB NOT NULL)");
        execute(
                connection,
                "CREATE TABLE IF NOT EXISTS refused (record BLOB NOT NULL UNIQUE, reason TEXT NOT NULL, refused_at TEXT NOT NULL)");
        execute(connection, "CREATE TABLE IF NOT EXISTS probe (filling BLOB NOT NULL)");
        execute(connection, "PRAGMA application_id = " + APPLICATION_ID);
        execute(connection, "PRAGMA user_version = " + FORM);
    }

    private static void requireSound(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (!result.next() || !"ok".equals(result.getString(1))) {
                throw new SQLiteException("The journal's file is damaged", SQLiteErrorCode.SQLITE_CORRUPT);
            }
        }
    }

    /** NORMAL writes through to the disk only when the file is brought up to date, FULL with each commit. */
    private static String synchronous(Level level) {
        return switch (level) {
            case PROCESS_CRASH -> "NORMAL";
            case POWER_LOSS -> "FULL";
        };
    }

    StoreWriter writer() {
        return writer;
    }

    List<JournalEntry> read(long after, int limit) throws SQLException {
        return reader.read(after, limit);
    }

    /** Brings the file up to date, if so much was written that it is time. */
    void checkpointIfDue() throws SQLException {
        checkpoints.runIfDue();
    }

    /** Whether the file itself is no longer what it should be. */
    static boolean isDamage(SQLException failure) {
        SQLiteErrorCode code = failure instanceof SQLiteException e ? e.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        int primary = code.code & 0xFF;
        return primary == SQLiteErrorCode.SQLITE_CORRUPT.code
                || primary == SQLiteErrorCode.SQLITE_NOTADB.code
                || code == SQLiteErrorCode.SQLITE_IOERR_SHORT_READ;
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    /** Closes the file, damaged as it is: there is nothing to bring over into it. */
    void abandon() throws SQLException {
        try (writer;
                reader) {
            checkpoints.abandon();
        }
    }

    /** Brings the file up to date and closes it. */
    @Override
    public void close() throws SQLException {
        try (writer;
                reader) {
            checkpoints.finish();
        }
    }
}
