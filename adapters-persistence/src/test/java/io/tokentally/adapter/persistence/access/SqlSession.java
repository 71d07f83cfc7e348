package io.tokentally.adapter.persistence.access;

import io.tokentally.domain.access.Viewer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Speaks SQL as a role, each time in a transaction that is rolled back. */
final class SqlSession {

    /** What somebody does within the transaction. */
    private interface Work<T> {

        T in(Connection connection) throws SQLException;
    }

    private final DataSource dataSource;

    SqlSession(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The first column, as text, of what that viewer reads. */
    List<String> read(Viewer viewer, String query) {
        try {
            return inTransaction(connection -> {
                assume(connection, viewer);
                return firstColumn(connection, query);
            });
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    List<String> read(String query) throws SQLException {
        return inTransaction(connection -> firstColumn(connection, query));
    }

    List<String> read(String before, String query) throws SQLException {
        return inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(before);
            }
            return firstColumn(connection, query);
        });
    }

    int update(Viewer viewer, String sql) throws SQLException {
        return inTransaction(connection -> {
            assume(connection, viewer);
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    /** The SQLSTATE that the statements are refused with. */
    String refusal(Viewer viewer, String sql) {
        try {
            inTransaction(connection -> {
                assume(connection, viewer);
                try (Statement statement = connection.createStatement()) {
                    return statement.execute(sql);
                }
            });
        } catch (SQLException e) {
            return e.getSQLState();
        }
        throw new AssertionError("Not refused: " + sql);
    }

    static void assume(Connection connection, Viewer viewer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT set_config('tokentally.session_token', ?, true), set_config('tokentally.organization_id', ?, true)")) {
            statement.setString(1, viewer.token().value());
            statement.setString(2, viewer.organizationId().value());
            statement.execute();
        }
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return work.in(connection);
            } finally {
                connection.rollback();
            }
        }
    }

    private static List<String> firstColumn(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        }
    }
}
