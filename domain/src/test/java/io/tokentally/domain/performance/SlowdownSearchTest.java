package io.tokentally.domain.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tokentally.domain.report.Distribution;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlowdownSearchTest {

    private static final Instant FIRST = Instant.parse("2026-09-01T00:00:00Z");
    private static final int DAYS = 30;
    private static final int CALLS = 40;
    private static final int SERIES = 1_000;

    /** Of noise, as days have it: each by itself, and calls within it. */
    enum Noise {
        EVEN {
            @Override
            double ofDay(Random random, int day) {
                return random.nextGaussian() * 0.1;
            }
        },
        /** Now and then a day is far out. */
        HEAVY_TAILED {
            @Override
            double ofDay(Random random, int day) {
                return random.nextGaussian() * 0.05 / Math.max(0.05, Math.abs(random.nextGaussian()));
            }
        },
        WEEKLY {
            @Override
            double ofDay(Random random, int day) {
                return (day % 7 < 2 ? -0.2 : 0) + random.nextGaussian() * 0.05;
            }
        };

        abstract double ofDay(Random random, int day);
    }

    @ParameterizedTest
    @EnumSource(Noise.class)
    void noiseIsAlmostNeverSaidToHaveBecomeSlower(Noise noise) {
        long alarms = IntStream.range(0, SERIES)
                .filter(seed -> search(SpeedPercentile.P50)
                        .find(series(new Random(seed), DAYS, noise, day -> 0, CALLS))
                        .isPresent())
                .count();

        // One of a thousand is stated.
        assertThat(alarms).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"10, P50", "10, P95", "27, P50", "27, P95", "3, P50", "20, P95"})
    void whatWasPlantedIsFoundWithinADay(int since, SpeedPercentile percentile) {
        for (int seed = 0; seed < 200; seed++) {
            Optional<Slowdown> found = search(percentile)
                    .find(series(new Random(seed), DAYS, Noise.EVEN, day -> day < since ? 0 : Math.log(1.8), 200));

            assertThat(found).as("seed %d", seed).hasValueSatisfying(slowdown -> {
                assertThat(Duration.between(day(since), slowdown.since()).abs())
                        .isLessThanOrEqualTo(Duration.ofDays(1));
                assertThat(slowdown.change().kind()).isEqualTo(SpeedChange.Kind.SLOWER);
                assertThat(slowdown.change().percent()).isBetween(40L, 130L);
                assertThat(slowdown.callsBefore() + slowdown.callsSince()).isEqualTo(DAYS * 200L);
            });
        }
    }

    @Test
    void whatBecameFasterIsNoSlowdown() {
        assertThat(search(SpeedPercentile.P50)
                        .find(series(new Random(1), DAYS, Noise.EVEN, day -> day < 10 ? 0 : -0.6, CALLS)))
                .isEmpty();
    }

    @Test
    void whatIsFastAgainIsNoSlowdown() {
        for (int seed = 0; seed < 100; seed++) {
            assertThat(search(SpeedPercentile.P50)
                            .find(series(
                                    new Random(seed), DAYS, Noise.EVEN, day -> day >= 10 && day < 24 ? 0.6 : 0, CALLS)))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    /** However sure it is. */
    @Test
    void whatBucketsMayBeWrongByIsNotTold() {
        TreeMap<Instant, Distribution> parts = new TreeMap<>();
        for (int day = 0; day < DAYS; day++) {
            parts.put(day(day), of(day < 15 ? 1_000 : 1_080, CALLS));
        }
        assertThat(search(SpeedPercentile.P50).find(parts)).isEmpty();

        for (int day = 15; day < DAYS; day++) {
            parts.put(day(day), of(1_300, CALLS));
        }
        assertThat(search(SpeedPercentile.P50).find(parts))
                .hasValueSatisfying(found -> assertThat(found.since()).isEqualTo(day(15)));
    }

    @Test
    void aRateThatFellIsSlower() {
        TreeMap<Instant, Distribution> parts = new TreeMap<>();
        for (int day = 0; day < DAYS; day++) {
            parts.put(day(day), of(day < 20 ? 80_000 : 50_000, CALLS));
        }

        assertThat(new SlowdownSearch(Speed.OUTPUT_RATE, SpeedPercentile.P95).find(parts))
                .hasValueSatisfying(found -> {
                    assertThat(found.since()).isEqualTo(day(20));
                    assertThat(found.change().percent()).isBetween(34L, 41L);
                });
        assertThat(search(SpeedPercentile.P95).find(parts)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {19, 20})
    void daysWithFewCallsAreLeftOut(int calls) {
        TreeMap<Instant, Distribution> parts = new TreeMap<>();
        for (int day = 0; day < DAYS; day++) {
            parts.put(day(day), of(day < 15 ? 1_000 : 2_000, calls));
        }

        assertThat(search(SpeedPercentile.P95).find(parts).isPresent()).isEqualTo(calls == 20);
    }

    @Test
    void fewerThanThreeDaysOnASideAreNone() {
        TreeMap<Instant, Distribution> parts = new TreeMap<>();
        for (int day = 0; day < 5; day++) {
            parts.put(day(day), of(day < 2 ? 1_000 : 5_000, 500));
        }
        assertThat(search(SpeedPercentile.P50).find(parts)).isEmpty();
        assertThat(search(SpeedPercentile.P50).find(new TreeMap<>())).isEmpty();

        for (int day = 0; day < 6; day++) {
            parts.put(day(day), of(day < 3 ? 1_000 : 5_000, 500));
        }
        assertThat(search(SpeedPercentile.P50).find(parts)).isPresent();
    }

    /** From tables of Student's distribution. */
    @ParameterizedTest
    @CsvSource({"7.173, 4, 0.001", "4.144, 10, 0.001", "3.408, 28, 0.001", "2.763, 10, 0.01", "3.160, 120, 0.001"})
    void theTailOfStudentsDistributionIsAsTablesHaveIt(double t, int degrees, double tail) {
        assertThat(StudentT.upperTail(t, degrees)).isCloseTo(tail, within(tail * 0.13));
        assertThat(StudentT.upperTail(-t, degrees)).isCloseTo(1 - tail, within(0.001));
    }

    private static SlowdownSearch search(SpeedPercentile percentile) {
        return new SlowdownSearch(Speed.RESPONSE_TIME, percentile);
    }

    private static Instant day(int day) {
        return FIRST.plus(Duration.ofDays(day));
    }

    /** @param shift of the logarithm of a day's times */
    private static SortedMap<Instant, Distribution> series(
            Random random, int days, Noise noise, IntToDoubleFunction shift, int calls) {
        TreeMap<Instant, Distribution> parts = new TreeMap<>();
        for (int day = 0; day < days; day++) {
            double level = Math.log(1_000) + noise.ofDay(random, day) + shift.applyAsDouble(day);
            TreeMap<Integer, Long> counts = new TreeMap<>();
            for (int call = 0; call < calls; call++) {
                double time = Math.max(2, Math.exp(level + random.nextGaussian() * 0.4));
                counts.merge((int) Math.ceil(Math.log(time) / Math.log(1.04)), 1L, Long::sum);
            }
            parts.put(day(day), new Distribution(counts));
        }
        return parts;
    }

    private static Distribution of(long value, int calls) {
        Distribution one = Distribution.of(BigDecimal.valueOf(value));
        return new Distribution(new TreeMap<>(Map.of(one.counts().firstKey(), (long) calls)));
    }
}
