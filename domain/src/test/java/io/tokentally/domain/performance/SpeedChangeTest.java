package io.tokentally.domain.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.report.Distribution;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpeedChangeTest {

    @Test
    void moreTimeIsSlowerAndMoreTokensPerSecondAreFaster() {
        SpeedChange time = between(of(1_000, 100), of(1_380, 100), Speed.RESPONSE_TIME);
        SpeedChange rate = between(of(1_000, 100), of(1_380, 100), Speed.OUTPUT_RATE);

        assertThat(time.kind()).isEqualTo(SpeedChange.Kind.SLOWER);
        assertThat(time.percent()).isBetween(34L, 42L);
        assertThat(rate.kind()).isEqualTo(SpeedChange.Kind.FASTER);
        assertThat(rate.percent()).isEqualTo(-time.percent());
        assertThat(between(of(1_380, 100), of(1_000, 100), Speed.RESPONSE_TIME).kind())
                .isEqualTo(SpeedChange.Kind.FASTER);
    }

    @Test
    void whatBucketsMayBeWrongByIsTheSame() {
        assertThat(between(of(1_000, 100), of(1_040, 100), Speed.RESPONSE_TIME).kind())
                .isEqualTo(SpeedChange.Kind.SAME);
    }

    @Test
    void whatChanceMakesOfFewCallsIsNotTold() {
        Random random = new Random(5);
        long told = 0;
        long found = 0;
        for (int i = 0; i < 300; i++) {
            Distribution before = random(random, 300, 1_000);
            told += isTold(before, random(random, 300, 1_000)) ? 1 : 0;
            found += isTold(before, random(random, 300, 1_600)) ? 1 : 0;
        }

        assertThat(told).isLessThanOrEqualTo(6);
        assertThat(found).isGreaterThan(270);
        assertThat(SpeedChange.between(
                                random(random, 100, 1_000),
                                random(random, 100, 1_000),
                                Speed.RESPONSE_TIME,
                                SpeedPercentile.P99)
                        .kind())
                .isIn(SpeedChange.Kind.UNSURE, SpeedChange.Kind.SAME);
    }

    private static boolean isTold(Distribution before, Distribution now) {
        SpeedChange.Kind kind = between(before, now, Speed.RESPONSE_TIME).kind();
        return kind == SpeedChange.Kind.SLOWER || kind == SpeedChange.Kind.FASTER;
    }

    private static Distribution random(Random random, int calls, double median) {
        return IntStream.range(0, calls)
                .mapToObj(call -> Distribution.of(BigDecimal.valueOf(median * Math.exp(0.5 * random.nextGaussian()))))
                .reduce(Distribution.NONE, Distribution::plus);
    }

    @Test
    void fewCallsOnEitherSideTellNothing() {
        assertThat(between(of(1_000, 99), of(9_000, 100), Speed.RESPONSE_TIME).kind())
                .isEqualTo(SpeedChange.Kind.UNKNOWN);
        assertThat(between(of(1_000, 100), of(9_000, 99), Speed.RESPONSE_TIME).kind())
                .isEqualTo(SpeedChange.Kind.UNKNOWN);
        assertThat(between(Distribution.NONE, Distribution.NONE, Speed.RESPONSE_TIME)
                        .kind())
                .isEqualTo(SpeedChange.Kind.UNKNOWN);
    }

    /** From the least time that there is to the greatest. */
    @Test
    void thereIsNoChangeThatIsTooGreatToBeTold() {
        assertThat(between(of(0, 100), of(Long.MAX_VALUE, 100), Speed.RESPONSE_TIME)
                        .percent())
                .isGreaterThan(Integer.MAX_VALUE);
    }

    /** What 95 of a hundred calls reach. */
    @Test
    void thePercentileOfARateIsCountedFromItsSlowEnd() {
        Distribution rates = of(10_000, 5).plus(of(50_000, 95));

        assertThat(Speed.OUTPUT_RATE.of(rates, SpeedPercentile.P95))
                .hasValueSatisfying(
                        rate -> assertThat(rate).isBetween(new BigDecimal("9800"), new BigDecimal("10200")));
        assertThat(Speed.RESPONSE_TIME.of(rates, SpeedPercentile.P95))
                .hasValueSatisfying(
                        rate -> assertThat(rate).isBetween(new BigDecimal("49000"), new BigDecimal("51000")));
    }

    private static SpeedChange between(Distribution before, Distribution now, Speed speed) {
        return SpeedChange.between(before, now, speed, SpeedPercentile.P95);
    }

    private static Distribution of(long value, long calls) {
        return new Distribution(new TreeMap<>(
                Map.of(Distribution.of(BigDecimal.valueOf(value)).counts().firstKey(), calls)));
    }
}
