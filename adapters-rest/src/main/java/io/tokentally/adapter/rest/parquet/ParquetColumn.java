package io.tokentally.adapter.rest.parquet;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param <R> what a row is made of
 * @param isRequired whether every row has a value
 * @param cell the value, of the class that the type names; null where there is none
 */
public record ParquetColumn<R>(String name, ParquetType type, boolean isRequired, Function<R, @Nullable Object> cell) {

    public static <R> ParquetColumn<R> required(String name, ParquetType type, Function<R, @Nullable Object> cell) {
        return new ParquetColumn<>(name, type, true, cell);
    }

    public static <R> ParquetColumn<R> optional(String name, ParquetType type, Function<R, @Nullable Object> cell) {
        return new ParquetColumn<>(name, type, false, cell);
    }
}
