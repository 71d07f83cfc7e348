package io.tokentally.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Money;
import org.junit.jupiter.api.Test;

class PricingBenchmarkTest {

    @Test
    void measuresCallsThatHaveAPriceAndOneThatHasNone() {
        PricingBenchmark benchmark = new PricingBenchmark();
        benchmark.size = 2;
        benchmark.buildBook();

        // 1,200 × 0.10 + 8,000 × 0.025 + 350 × 0.40 = 460 millionths
        assertThat(benchmark.shortCall().total()).isEqualTo(Money.usd("0.00046"));
        // (40,000 × 0.40 + 260,000 × 0.04 + 2,000 × 1.80) × 1.1 = 33,000 millionths
        assertThat(benchmark.longCallInARegion().total()).isEqualTo(Money.usd("0.033"));
        assertThat(benchmark.unknownModel().status()).isEqualTo(CostStatus.UNPRICED);
    }
}
