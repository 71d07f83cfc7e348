package io.tokentally.adapter.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks into the file of a journal that is closed. */
final class StoredRows {

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Refused(byte[] bytes, String reason) {}

    private StoredRows() {}

    static List<Refused> refused(Path folder) throws SQLException {
        List<Refused> refused = new ArrayList<>();
        try (Connection connection = connect(folder);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT record, reason FROM refused")) {
            while (rows.next()) {
                refused.add(new Refused(rows.getBytes(1), rows.getString(2)));
            }
        }
        return refused;
    }

    static void execute(Path folder, String sql) throws SQLException {
        try (Connection connection = connect(folder)) {
            Store.execute(connection, sql);
        }
    }

    private static Connection connect(Path folder) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
    }
}
