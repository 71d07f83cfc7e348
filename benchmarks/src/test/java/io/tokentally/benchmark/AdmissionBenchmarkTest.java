package io.tokentally.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.benchmark.AdmissionBenchmark.Way;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdmissionBenchmarkTest {

    private static final AdmissionBenchmark BENCHMARK = new AdmissionBenchmark(PricingBenchmark.builtInBook());

    /** It fails by itself where a call is refused, or waits for a lease for ever. */
    @ParameterizedTest
    @EnumSource
    void measuresCallsThatAreLetOut(Way way) {
        assertThat(BENCHMARK.measure(way, 3)).isPositive();
    }
}
