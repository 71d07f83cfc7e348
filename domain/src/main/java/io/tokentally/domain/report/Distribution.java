package io.tokentally.domain.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How values are distributed, in logarithmic buckets that add up over any groups and times: bucket b counts the values v with
 * γ<sup>b-1</sup> &lt; v ≤ γ<sup>b</sup>, where γ is 1.04, and 0 those up to 1. A percentile is so wrong by less than 2 %. See
 * <a href="https://www.vldb.org/pvldb/vol12/p2195-masson.pdf">DDSketch</a>.
 *
 * @param counts by bucket, without empty ones
 */
public record Distribution(SortedMap<Integer, Long> counts) {

    public static final Distribution NONE = new Distribution(Collections.emptySortedMap());

    private static final BigDecimal GAMMA = new BigDecimal("1.04");
    private static final MathContext DIGITS = new MathContext(20);

    /** What is beyond is counted here: of times in milliseconds, what is longer than five days. */
    private static final int LAST_BUCKET = 510;

    /** The greatest value of each bucket. */
    private static final List<BigDecimal> GREATEST = Stream.iterate(
                    BigDecimal.ONE, greatest -> greatest.multiply(GAMMA, DIGITS))
            .limit(LAST_BUCKET + 1L)
            .toList();

    public Distribution {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    public static Distribution of(BigDecimal value) {
        return new Distribution(new TreeMap<>(Map.of(bucketOf(value), 1L)));
    }

    private static int bucketOf(BigDecimal value) {
        int place = Collections.binarySearch(GREATEST, value);
        return Math.min(LAST_BUCKET, place < 0 ? -place - 1 : place);
    }

    public Distribution plus(Distribution other) {
        TreeMap<Integer, Long> sum = new TreeMap<>(counts);
        other.counts.forEach((bucket, count) -> sum.merge(bucket, count, Math::addExact));
        return new Distribution(sum);
    }

    public long count() {
        return counts.values().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
    }

    /** What so many of a hundred values do not exceed, by the nearest rank; nothing where there is no value. */
    public Optional<BigDecimal> percentile(int percent) {
        return atRank(Math.ceilDiv(Math.multiplyExact(count(), percent), 100L));
    }

    /** The value at a place, of which 1 is that of the least; nothing where there are not so many. */
    public Optional<BigDecimal> atRank(long rank) {
        long met = 0;
        for (Map.Entry<Integer, Long> bucket : counts.entrySet()) {
            met += bucket.getValue();
            if (met >= rank) {
                return Optional.of(middle(bucket.getKey()));
            }
        }
        return Optional.empty();
    }

    /** As far from the least value of the bucket as from the greatest, in proportion. */
    private static BigDecimal middle(int bucket) {
        return bucket == 0
                ? BigDecimal.ONE
                : GREATEST.get(bucket).multiply(BigDecimal.TWO).divide(GAMMA.add(BigDecimal.ONE), DIGITS);
    }
}
