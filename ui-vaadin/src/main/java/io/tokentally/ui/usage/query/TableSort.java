package io.tokentally.ui.usage.query;

/**
 * How tables of figures are sorted.
 *
 * @param ascending whether the least comes first
 */
public record TableSort(Column column, boolean ascending) {

    /** The dearest first. */
    public static final TableSort DEFAULT = new TableSort(Column.COST, false);

    /** What a row is sorted by. */
    public enum Column {
        NAME,
        COST,
        REQUESTS,
        FAILURES,
        TOKENS
    }

    /** By that column: the greatest first, or where it is sorted so, the other way around. Names begin with the first. */
    public TableSort by(Column wanted) {
        return new TableSort(wanted, wanted == column ? !ascending : wanted == Column.NAME);
    }
}
