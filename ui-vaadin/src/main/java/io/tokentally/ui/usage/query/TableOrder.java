package io.tokentally.ui.usage.query;

import io.tokentally.domain.text.ParsesOutsideInput;
import java.util.Optional;

/**
 * How a page's own table is sorted, by what no other page has.
 *
 * @param ascending whether the least comes first
 */
@ParsesOutsideInput
public record TableOrder<C extends Enum<C>>(C column, boolean ascending) {

    /** The parameter of an address that says it. */
    public static final String PARAMETER = "order";

    private static final String ASCENDING = ".asc";

    /** As an address says it: the greatest first, and with {@code .asc} the other way around. */
    public String word() {
        return AddressWords.word(column) + (ascending ? ASCENDING : "");
    }

    /** Nothing where the table has no such column. */
    public static <C extends Enum<C>> Optional<TableOrder<C>> of(Class<C> columns, String word) {
        boolean ascending = word.endsWith(ASCENDING);
        String column = ascending ? word.substring(0, word.length() - ASCENDING.length()) : word;
        try {
            return Optional.of(new TableOrder<>(AddressWords.constant(columns, column), ascending));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
