package io.tokentally.adapter.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Changes the journal, a group at a time. Used by one thread at a time. */
final class StoreWriter implements AutoCloseable {

    /** About what a commit adds to the log besides the records. */
    private static final int COMMIT_BYTES = 2 * Store.PAGE_BYTES;

    private static final int PROBE_BYTES = 64 * 1024;

    /** So many pages that are free are worth giving back. */
    private static final int FREE_PAGES = 1_024;

    private static final int PAGES_AT_ONCE = 256;

    private final Connection connection;
    private final ReentrantLock writing;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement setAside;
    private final AtomicLong written = new AtomicLong();

    StoreWriter(Connection connection, ReentrantLock writing) throws SQLException {
        this.connection = connection;
        this.writing = writing;
        connection.setAutoCommit(false);
        insert = connection.prepareStatement("INSERT INTO waiting (sequence, record) VALUES (?, ?)");
        delete = connection.prepareStatement("DELETE FROM waiting WHERE sequence <= ?");
        setAside = connection.prepareStatement(
                "INSERT OR IGNORE INTO refused (record, reason, refused_at) VALUES (?, ?, ?)");
    }

    /**
     * Does all of it or nothing.
     *
     * @param firstSequence of the records; those that follow count up from it
     * @param deleteUpTo the sequence up to which, inclusive, the ledger has what waited
     */
    void commit(List<byte[]> records, long firstSequence, List<RejectedRecord> refusals, long deleteUpTo)
            throws SQLException {
        inTransaction(() -> {
            for (RejectedRecord refusal : refusals) {
                setAside.setBytes(1, refusal.bytes());
                setAside.setString(2, refusal.reason());
                setAside.setString(3, refusal.at().toString());
                setAside.executeUpdate();
            }
            if (deleteUpTo >= 0) {
                delete.setLong(1, deleteUpTo);
                delete.executeUpdate();
            }
            long bytes = COMMIT_BYTES;
            long sequence = firstSequence;
            for (byte[] usageRecord : records) {
                insert.setLong(1, sequence++);
                insert.setBytes(2, usageRecord);
                insert.executeUpdate();
                bytes += usageRecord.length;
            }
            written.addAndGet(bytes);
        });
    }

    /** Whether a commit would have to wait. */
    boolean isBusy() {
        return writing.isLocked();
    }

    /** Tries whether there is room for more. */
    void probe() throws SQLException {
        inTransaction(
                () -> Store.execute(connection, "INSERT INTO probe VALUES (zeroblob(%d))".formatted(PROBE_BYTES)));
        inTransaction(() -> Store.execute(connection, "DELETE FROM probe"));
    }

    /** Gives some of the space that is not used any more back to the disk, if it is worth it. */
    boolean giveSpaceBack() throws SQLException {
        boolean[] worthIt = new boolean[1];
        inTransaction(() -> {
            worthIt[0] = Store.number(connection, "PRAGMA freelist_count") > FREE_PAGES;
            if (worthIt[0]) {
                drain("PRAGMA incremental_vacuum(%d)".formatted(PAGES_AT_ONCE));
                written.addAndGet((long) PAGES_AT_ONCE * Store.PAGE_BYTES);
            }
        });
        return worthIt[0];
    }

    /** About how many bytes were written since the store was opened. */
    long written() {
        return written.get();
    }

    long firstSequence() throws SQLException {
        return ask("SELECT coalesce(min(sequence), 1) FROM waiting");
    }

    long lastSequence() throws SQLException {
        return ask("SELECT coalesce(max(sequence), 0) FROM waiting");
    }

    long refused() throws SQLException {
        return ask("SELECT count(*) FROM refused");
    }

    /** Whether the file has grown as large as it may. */
    boolean isAtItsLimit() {
        try {
            return ask("PRAGMA page_count") + PROBE_BYTES / Store.PAGE_BYTES >= ask("PRAGMA max_page_count");
        } catch (SQLException e) {
            return false;
        }
    }

    private long ask(String sql) throws SQLException {
        long[] answer = new long[1];
        inTransaction(() -> answer[0] = Store.number(connection, sql));
        return answer[0];
    }

    /** Each step of an incremental vacuum frees one page. */
    private void drain(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (var result = statement.getResultSet()) {
                    boolean more = true;
                    while (more) {
                        more = result.next();
                    }
                }
            }
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private void inTransaction(Work work) throws SQLException {
        writing.lock();
        try {
            work.run();
            connection.commit();
        } catch (SQLException e) {
            rollBack(e);
            throw e;
        } finally {
            writing.unlock();
        }
    }

    private void rollBack(SQLException cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
            beginAgain(cause);
        }
    }

    /** SQLite rolls back by itself where it cannot go on, and the driver then has nothing to roll back. */
    private void beginAgain(SQLException cause) {
        try {
            Store.execute(connection, "BEGIN");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
