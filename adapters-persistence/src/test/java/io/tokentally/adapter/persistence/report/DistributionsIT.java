package io.tokentally.adapter.persistence.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.domain.report.Measure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsReadIsWhatTheDatabasePutsTogether(boolean compact) {
        String entries = ENTRIES + " || distribution_entry(3, 5e8, 1000000) || distribution_entry(3, 5e8, -3)"
                + " || distribution_entry(1, 1, -1000000)";
        String text = DATABASE.asOwner()
                .sql("SELECT array_to_string(" + (compact ? compact(entries) : entries) + ", ',')")
                .query(String.class)
                .single();

        List<String> read = new ArrayList<>();
        StoredDistributions.of(text, List.of(Measure.values()))
                .forEach((measure, distribution) -> distribution
                        .counts()
                        .forEach((bucket, count) ->
                                read.add(StoredDistributions.number(measure) + " " + bucket + " " + count)));

        assertThat(read).isEqualTo(buckets(entries));
    }

    @ParameterizedTest
    @EnumSource(names = {"RESPONSE_TIME", "TIME_TO_FIRST_TOKEN", "OUTPUT_RATE", "COST_PER_CALL"})
    void entriesOfAMeasureLieBetweenItsLeastAndItsMost(Measure measure) {
        int number = StoredDistributions.number(measure);
        String places = "unnest(ARRAY[distribution_entry(%1$d, 0, %%1$s), distribution_entry(%1$d, 1e300, %%1$s)])"
                .formatted(number);

        assertThat(number("min(entry) FROM " + places.formatted("-1000000") + " AS entry"))
                .isGreaterThanOrEqualTo(StoredDistributions.least(measure));
        assertThat(number("max(entry) FROM " + places.formatted("1000000") + " AS entry"))
                .isLessThanOrEqualTo(StoredDistributions.most(measure));
        if (number > 0) {
            assertThat(number("distribution_entry(%d, 1e300, 1000000)".formatted(number - 1)))
                    .isLessThan(StoredDistributions.least(measure));
        }
    }

    private static String compact(String distributions) {
        return "compact_distributions(" + distributions + ")";
    }
}
