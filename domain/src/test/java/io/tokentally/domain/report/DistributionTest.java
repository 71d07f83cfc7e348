package io.tokentally.domain.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
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
        double[] values = DoubleStream.generate(() -> Math.exp(20 * random.nextDouble()))
                .limit(count)
                .sorted()
                .toArray();

        Distribution distribution =
                Arrays.stream(values).mapToObj(Distribution::of).reduce(Distribution.NONE, Distribution::plus);

        assertThat(distribution.count()).isEqualTo(count);
        for (int percent : new int[] {1, 50, 90, 95, 99, 100}) {
            double exact = values[Math.ceilDiv(count * percent, 100) - 1];
            assertThat(distribution.percentile(percent).orElseThrow()).isCloseTo(exact, within(0.02 * exact));
        }
    }

    @Test
    void whatIsBelowOneIsOneAndWhatIsEndlessIsInTheLastBucket() {
        assertThat(Distribution.of(0).percentile(50)).hasValue(1);
        assertThat(Distribution.of(Double.MAX_VALUE).counts()).containsOnlyKeys(510);
    }

    @Test
    void nothingHasNoPercentile() {
        assertThat(Distribution.NONE.percentile(99)).isEmpty();
        assertThat(Distribution.NONE.count()).isZero();
    }
}
