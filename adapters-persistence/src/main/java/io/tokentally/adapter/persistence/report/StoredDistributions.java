package io.tokentally.adapter.persistence.report;

import io.tokentally.domain.report.Distribution;
import io.tokentally.domain.report.Measure;
import java.sql.Array;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Distributions as roll-ups keep them: entries of a measure, a bucket and a count, many of each. See {@code 0040-usage-rollups.sql}. */
final class StoredDistributions {

    private static final int BUCKETS = 512;
    private static final int PLACES_BELOW_ZERO = 1023;
    private static final int COUNT_BITS = 21;

    private StoredDistributions() {}

    /** Under which number a measure's entries are kept. */
    static int number(Measure measure) {
        return switch (measure) {
            case RESPONSE_TIME -> 0;
            case TIME_TO_FIRST_TOKEN -> 1;
            case OUTPUT_RATE -> 2;
            case COST_PER_CALL -> 3;
            default -> throw new IllegalArgumentException("No distribution is kept of " + measure);
        };
    }

    /** Those of these measures that have a value. */
    static Map<Measure, Distribution> of(@Nullable Array stored, List<Measure> measures) throws SQLException {
        if (stored == null) {
            return Map.of();
        }
        Map<Integer, SortedMap<Integer, Long>> counts = counts((Integer[]) stored.getArray());
        Map<Measure, Distribution> distributions = new EnumMap<>(Measure.class);
        for (Measure measure : measures) {
            SortedMap<Integer, Long> ofMeasure = measure.isDistribution() ? counts.get(number(measure)) : null;
            if (ofMeasure != null) {
                distributions.put(measure, new Distribution(ofMeasure));
            }
        }
        return distributions;
    }

    /** By measure and bucket. */
    private static Map<Integer, SortedMap<Integer, Long>> counts(Integer[] entries) {
        Map<Integer, SortedMap<Integer, Long>> counts = new TreeMap<>();
        for (int entry : entries) {
            int place = ((entry + (1 << (COUNT_BITS - 1))) >> COUNT_BITS) + PLACES_BELOW_ZERO;
            long count = entry - ((long) (place - PLACES_BELOW_ZERO) << COUNT_BITS);
            counts.computeIfAbsent(place / BUCKETS, none -> new TreeMap<>()).merge(place % BUCKETS, count, Long::sum);
        }
        return counts;
    }
}
