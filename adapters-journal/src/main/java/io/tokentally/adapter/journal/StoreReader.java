package io.tokentally.adapter.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the journal in its order. */
final class StoreReader implements AutoCloseable {

    private final Connection connection;
    private final PreparedStatement read;

    StoreReader(Connection connection) throws SQLException {
        this.connection = connection;
        this.read = connection.prepareStatement(
                "SELECT sequence, record FROM waiting WHERE sequence > ? ORDER BY sequence LIMIT ?");
    }

    synchronized List<JournalEntry> read(long after, int limit) throws SQLException {
        read.setLong(1, after);
        read.setInt(2, limit);
        List<JournalEntry> rows = new ArrayList<>();
        try (ResultSet result = read.executeQuery()) {
            while (result.next()) {
                rows.add(new JournalEntry(result.getLong(1), result.getBytes(2)));
            }
        }
        return rows;
    }

    @Override
    public synchronized void close() throws SQLException {
        connection.close();
    }
}
