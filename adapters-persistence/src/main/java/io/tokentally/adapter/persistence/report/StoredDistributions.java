package io.tokentally.adapter.persistence.report;

import io.tokentally.domain.report.Distribution;
import io.tokentally.domain.report.Measure;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Distributions as roll-ups keep them: entries of a measure, a bucket and a count, many of each. See {@code 0040-usage-rollups.sql}. */
final class StoredDistributions {

    private static final int MEASURES = 4;
    private static final int BUCKETS = 512;
    private static final int PLACES_BELOW_ZERO = 1023;
    private static final int COUNT_BITS = 21;
    private static final int HALF = 1 << (COUNT_BITS - 1);

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

    /** An expression of an entry's place, which tells its measure and bucket. */
    static String place(String entry) {
        return "((%s::bigint + %d) >> %d)::int".formatted(entry, HALF, COUNT_BITS);
    }

    /** An expression of an entry's count. */
    static String count(String entry, String place) {
        return "(%s - (%s::bigint << %d))".formatted(entry, place, COUNT_BITS);
    }

    /** The least that an entry of a measure is, of any bucket and count. */
    static int least(Measure measure) {
        return ((BUCKETS * number(measure) - PLACES_BELOW_ZERO) << COUNT_BITS) - HALF;
    }

    /** The most that an entry of a measure is; its last bucket is never used. */
    static int most(Measure measure) {
        return ((BUCKETS * (number(measure) + 1) - 2 - PLACES_BELOW_ZERO) << COUNT_BITS) + HALF - 1;
    }

    /**
     * Those of these measures that have a value.
     *
     * @param stored entries with commas between them
     */
    static Map<Measure, Distribution> of(@Nullable String stored, List<Measure> measures) {
        if (stored == null || stored.isEmpty()) {
            return Map.of();
        }
        long[] counts = counts(stored);
        Map<Measure, Distribution> distributions = new EnumMap<>(Measure.class);
        for (Measure measure : measures) {
            if (measure.isDistribution()) {
                SortedMap<Integer, Long> ofMeasure = ofMeasure(counts, BUCKETS * number(measure));
                if (!ofMeasure.isEmpty()) {
                    distributions.put(measure, new Distribution(ofMeasure));
                }
            }
        }
        return distributions;
    }

    private static SortedMap<Integer, Long> ofMeasure(long[] counts, int from) {
        SortedMap<Integer, Long> ofMeasure = new TreeMap<>();
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            if (counts[from + bucket] != 0) {
                ofMeasure.put(bucket, counts[from + bucket]);
            }
        }
        return ofMeasure;
    }

    /** Of all measures, one behind the other. */
    private static long[] counts(String stored) {
        long[] counts = new long[MEASURES * BUCKETS];
        int start = 0;
        while (start < stored.length()) {
            int comma = stored.indexOf(',', start);
            int end = comma < 0 ? stored.length() : comma;
            int entry = Integer.parseInt(stored, start, end, 10);
            int place = (int) (((long) entry + HALF) >> COUNT_BITS);
            counts[place + PLACES_BELOW_ZERO] += entry - ((long) place << COUNT_BITS);
            start = end + 1;
        }
        return counts;
    }
}
