package io.tokentally.adapter.persistence.report;

import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An array that some roll-ups have beside their sums, of entries that are put together by writing one array behind the other: as text,
 * where arrays would be copied over and over. Each method makes a column of it, with a comma before it.
 */
enum Detail {
    DISTRIBUTIONS("distributions", "int"),
    /** By unit and rate. */
    QUANTITIES("quantities", "bigint");

    private final String column;
    private final String type;

    Detail(String column, String type) {
        this.column = column;
        this.type = type;
    }

    /** Those that a question needs, one after the other. */
    static String columns(SumsQuestion question, Function<Detail, String> column) {
        return question.details().stream().map(column).collect(Collectors.joining());
    }

    /** Of one row of a roll-up. */
    String ofOne() {
        return ", nullif(array_to_string(%1$s, ','), '') AS %1$s".formatted(column);
    }

    /** Of a group of a roll-up's rows. */
    String ofRollups() {
        return ", string_agg(nullif(array_to_string(%1$s, ','), ''), ',') AS %1$s".formatted(column);
    }

    /** Of a row that has it as text. */
    String ofSums() {
        return ", " + column;
    }

    /** Of a group of rows that have it as text. */
    String ofMany() {
        return ", %s AS %s".formatted(text(), column);
    }

    String none() {
        return ", CAST(NULL AS text) AS %s".formatted(column);
    }

    /** An expression of the array that a group of rows have as text. */
    String merged() {
        return "CAST(string_to_array(%s, ',') AS %s[])".formatted(text(), type);
    }

    /** An expression of the text of a group of rows that have it as text. */
    String text() {
        return "string_agg(%s, ',')".formatted(column);
    }
}
