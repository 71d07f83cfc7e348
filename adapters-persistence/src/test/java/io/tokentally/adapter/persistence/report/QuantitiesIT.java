package io.tokentally.adapter.persistence.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Quantities hold what was put in, however they are merged and made compact. */
class QuantitiesIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    /** Some thousand of forty unit rates, of one to a trillion. */
    private static final String ENTRIES = """
            (SELECT concatenated(quantity_entries(ARRAY[n % 40], ARRAY[power(1.0057, n)::bigint], 1)) FROM generate_series(1, 4900) AS n)""";

    private static List<String> sums(String quantities) {
        return DATABASE.asOwner()
                .sql("SELECT concat_ws(' ', number, amount) FROM quantity_sums(" + quantities + ") ORDER BY number")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static long cardinality(String quantities) {
        return DATABASE.asOwner()
                .sql("SELECT cardinality(" + quantities + ")")
                .query(Long.class)
                .single();
    }

    @Test
    void theyAddUpToWhatWasPutIn() {
        String added = DATABASE.asOwner().sql("""
                    SELECT string_agg(concat_ws(' ', number, amount), ',' ORDER BY number) FROM (
                        SELECT n % 40 AS number, sum(power(1.0057, n)::bigint) AS amount FROM generate_series(1, 4900) AS n
                        GROUP BY 1) AS added""").query(String.class).single();

        assertThat(sums(ENTRIES)).containsExactly(added.split(",", -1)).hasSize(40);
        assertThat(sums("compact_quantities(" + ENTRIES + ")")).containsExactly(added.split(",", -1));
        assertThat(cardinality("compact_quantities(" + ENTRIES + ")")).isBetween(40L, 80L);
    }

    @Test
    void mergedOnesHoldWhatBothHoldHoweverLongTheyAre() {
        for (String part : List.of("[1:3]", "[1:47]", "[1:400]")) {
            String one = "(%s)%s".formatted(ENTRIES, part);

            assertThat(sums("merge_quantities(%s, %s)".formatted(one, one)))
                    .isEqualTo(sums("%s || %s".formatted(one, one)));
        }
    }

    @Test
    void whatIsTakenAwayIsGone() {
        String away = ENTRIES.replace(", 1))", ", -1))");

        assertThat(cardinality("compact_quantities(%s || %s)".formatted(ENTRIES, away)))
                .isZero();
        assertThat(sums("compact_quantities(" + away + ")")).allMatch(sum -> sum.matches("\\d+ -\\d+"));
    }

    @Test
    void anEntryHoldsAnyQuantity() {
        assertThat(sums("quantity_entries(ARRAY[4194303], ARRAY[9223372036854775807], 1)"))
                .containsExactly("4194303 9223372036854775807");
        assertThat(sums("quantity_entries(ARRAY[1], ARRAY[9223372036854775807], -1)"))
                .containsExactly("1 -9223372036854775807");
        assertThat(sums("quantity_entries(ARRAY[1, 2], ARRAY[549755813888, 0], 1)"))
                .containsExactly("1 549755813888");
    }
}
