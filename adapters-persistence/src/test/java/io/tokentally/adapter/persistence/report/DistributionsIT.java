package io.tokentally.adapter.persistence.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Distributions hold what was put in, however they are merged and made compact. */
class DistributionsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    /** Some thousand values of three measures, many of them alike. */
    private static final String ENTRIES = """
            (SELECT array_agg(distribution_entry(n % 3, power(1.01, n % 900), 1)) FROM generate_series(1, 5000) AS n)""";

    private static List<String> buckets(String distributions) {
        return DATABASE.asOwner()
                .sql("SELECT concat_ws(' ', measure, bucket, count) FROM distribution_buckets(" + distributions
                        + ") ORDER BY measure, bucket")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static long number(String sql) {
        return DATABASE.asOwner().sql("SELECT " + sql).query(Long.class).single();
    }

    @Test
    void compactOnesHoldTheSameInOneEntryForEachBucket() {
        List<String> buckets = buckets(ENTRIES);

        assertThat(buckets(compact(ENTRIES))).isEqualTo(buckets).hasSizeGreaterThan(300);
        assertThat(number("cardinality(" + compact(ENTRIES) + ")")).isEqualTo(buckets.size());
        assertThat(number("sum(count) FROM distribution_buckets(" + compact(ENTRIES) + ")"))
                .isEqualTo(5_000);
    }

    @Test
    void mergedOnesHoldWhatBothHoldHoweverLongTheyAre() {
        for (String part : List.of("[1:3]", "[1:390]", "[1:4000]")) {
            String one = "(%s)%s".formatted(ENTRIES, part);

            assertThat(buckets("merge_distributions(%s, %s)".formatted(one, ENTRIES)))
                    .isEqualTo(buckets("%s || %s".formatted(one, ENTRIES)));
        }
    }

    @Test
    void whatIsTakenAwayIsGone() {
        String away =
                "(SELECT array_agg(distribution_entry(n % 3, power(1.01, n % 900), -1)) FROM generate_series(1, 5000) AS n)";

        assertThat(number("cardinality(" + compact(ENTRIES + " || " + away) + ")"))
                .isZero();
        assertThat(buckets(compact(away))).allMatch(bucket -> bucket.matches("\\d+ \\d+ -\\d+"));
    }

    @Test
    void aBucketHoldsMoreThanAnEntryDoes() {
        String many = "array_fill(distribution_entry(2, 5e8, 1000000), ARRAY[7])";

        assertThat(buckets(compact(many))).containsExactly("2 510 7000000");
        assertThat(buckets(compact("array_fill(distribution_entry(0, 0, -1000000), ARRAY[7])")))
                .containsExactly("0 0 -7000000");
    }

    private static String compact(String distributions) {
        return "compact_distributions(" + distributions + ")";
    }
}
