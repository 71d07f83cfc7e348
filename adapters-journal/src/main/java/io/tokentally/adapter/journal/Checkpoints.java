package io.tokentally.adapter.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Brings what was written to the log over into the file, on a connection of its own, so that the writer does not wait for the
 * disk. SQLite begins its log anew once all of it is in the file and nobody reads there; where the writer is always a step
 * ahead, it is held up for the last few pages, once in a long while.
 */
final class Checkpoints {

    private static final long DUE_BYTES = 4L * 1024 * 1024;
    private static final long LONGEST_LOG_PAGES = 64L * 1024 * 1024 / Store.PAGE_BYTES;

    private final Connection connection;
    private final ReentrantLock writing;
    private final StoreWriter writer;
    private final StoreReader reader;
    private long done;

    Checkpoints(Connection connection, ReentrantLock writing, StoreWriter writer, StoreReader reader) {
        this.connection = connection;
        this.writing = writing;
        this.writer = writer;
        this.reader = reader;
    }

    synchronized void runIfDue() throws SQLException {
        long written = writer.written();
        if (written - done < DUE_BYTES) {
            return;
        }
        // What it says is in the file is what was there when it began: the writer may be further, and then the log goes
        // on.
        if (run("PASSIVE") > LONGEST_LOG_PAGES) {
            run("PASSIVE");
            beginLogAnew();
        }
        done = written;
    }

    /** There is little left to bring over: writer and reader are held up for a few milliseconds. */
    private void beginLogAnew() throws SQLException {
        writing.lock();
        try {
            synchronized (reader) {
                run("RESTART");
            }
        } finally {
            writing.unlock();
        }
    }

    /** @return how many pages the log holds */
    private long run(String mode) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
            return result.next() ? result.getLong(2) : 0;
        }
    }

    /** Ends them, and leaves the file as it is. */
    synchronized void abandon() throws SQLException {
        connection.close();
    }

    synchronized void finish() throws SQLException {
        try (connection) {
            run("TRUNCATE");
        }
    }
}
