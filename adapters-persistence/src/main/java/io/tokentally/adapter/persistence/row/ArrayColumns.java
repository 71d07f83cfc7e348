package io.tokentally.adapter.persistence.row;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows that are handed to a statement column by column, each an array, one parameter after the other. */
public final class ArrayColumns<R> {

    private final PreparedStatement statement;
    private final Connection connection;
    private final List<R> rows;
    private int parameter;

    public ArrayColumns(PreparedStatement statement, List<R> rows, int firstParameter) throws SQLException {
        this.statement = statement;
        this.connection = statement.getConnection();
        this.rows = rows;
        this.parameter = firstParameter;
    }

    /** @param type of the elements, by the database's name; each is told by its text */
    public void add(String type, Function<R, @Nullable Object> column) throws SQLException {
        @Nullable Object[] values = new Object[rows.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = column.apply(rows.get(row));
        }
        statement.setArray(parameter++, connection.createArrayOf(type, values));
    }
}
