package io.tokentally.domain.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 1_000})
    void percentilesAreWrongByLessThanTwoPercent(int count) {
        Random random = new Random(count);
        List<BigDecimal> values = DoubleStream.generate(() -> Math.exp(20 * random.nextDouble()))
                .limit(count)
                .sorted()
                .mapToObj(BigDecimal::new)
                .toList();

        Distribution distribution = values.stream().map(Distribution::of).reduce(Distribution.NONE, Distribution::plus);

        assertThat(distribution.count()).isEqualTo(count);
        for (int percent : new int[] {1, 50, 90, 95, 99, 100}) {
            BigDecimal exact = values.get(Math.ceilDiv(count * percent, 100) - 1);
            assertThat(distribution.percentile(percent).orElseThrow())
                    .isCloseTo(exact, within(exact.movePointLeft(2).multiply(BigDecimal.TWO)));
        }
    }

    /** Its greatest value is in a bucket, and the least that is greater in the next. */
    @Test
    void bucketsEndWhereTheyAreSaidTo() {
        assertThat(Distribution.of(new BigDecimal("1.04")).counts()).containsOnlyKeys(1);
        assertThat(Distribution.of(new BigDecimal("1.0400000001")).counts()).containsOnlyKeys(2);
        assertThat(Distribution.of(BigDecimal.ONE).counts()).containsOnlyKeys(0);
    }

    @Test
    void whatIsBelowOneIsOneAndWhatIsEndlessIsInTheLastBucket() {
        assertThat(Distribution.of(BigDecimal.ZERO).percentile(50)).hasValue(BigDecimal.ONE);
        assertThat(Distribution.of(new BigDecimal("1e300")).counts()).containsOnlyKeys(510);
    }

    @Test
    void nothingHasNoPercentile() {
        assertThat(Distribution.NONE.percentile(99)).isEmpty();
        assertThat(Distribution.NONE.count()).isZero();
    }
}
