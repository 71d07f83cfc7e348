package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.budget.BatchedRequests;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchSumsTest {

    private static final ModelName NANO = new ModelName("gpt-4.1-nano");
    private static final Region EU = new Region("eu");

    private final BatchSums sums = new BatchSums();

    private static RequestBounds bounds(long input, @Nullable Long output, @Nullable Region region, Unbounded... why) {
        return new RequestBounds(input, output, 1, Set.of(why), Set.of(ServiceTier.STANDARD), region);
    }

    @Test
    void requestsAreAddedUpByModelAndRegion() {
        sums.add(NANO, bounds(10, 100L, null));
        sums.add(NANO, bounds(30, 200L, null, Unbounded.IMAGES));
        sums.add(NANO, bounds(5, 1L, EU));
        sums.add(new ModelName("gpt-5-mini"), bounds(7, 0L, null));
        sums.add(new ModelName("gpt-5-mini"), bounds(7, null, null));

        assertThat(sums.contents().orElseThrow().requests())
                .containsExactly(
                        batched("gpt-4.1-nano", 2, 30, 40, 300L, null, Unbounded.IMAGES),
                        batched("gpt-4.1-nano", 1, 5, 5, 1L, EU),
                        batched("gpt-5-mini", 2, 7, 14, null, null));
    }

    private static BatchedRequests batched(
            String model,
            long number,
            long longest,
            long input,
            @Nullable Long output,
            @Nullable Region region,
            Unbounded... why) {
        return new BatchedRequests(
                new ModelName(model),
                number,
                longest,
                new RequestBounds(input, output, number, Set.of(why), Set.of(ServiceTier.BATCH), region));
    }

    @Test
    void nothingIsToldOfNothing() {
        assertThat(sums.contents()).isEmpty();
        assertThat(sums.isUnknown()).isFalse();
    }

    @Test
    void nothingIsToldOfMoreRequestsThanAnyProviderTakes() {
        for (int i = 0; i < BatchSums.MAX_REQUESTS; i++) {
            sums.add(NANO, bounds(1, 1L, null));
        }
        assertThat(sums.contents()).isPresent();

        sums.add(NANO, bounds(1, 1L, null));

        assertThat(sums.isUnknown()).isTrue();
        assertThat(sums.contents()).isEmpty();
    }

    @Test
    void nothingIsToldOfManyModels() {
        for (int i = 0; i < BatchSums.MAX_MODELS; i++) {
            sums.add(new ModelName("model-" + i), bounds(1, 1L, null));
        }
        assertThat(sums.contents()).isPresent();

        sums.add(new ModelName("one-more"), bounds(1, 1L, null));

        assertThat(sums.contents()).isEmpty();
    }

    @Test
    void nothingIsToldOfAbsurdlyManyTokens() {
        sums.add(NANO, bounds(1, Quantities.MAX_AMOUNT, null));
        sums.add(NANO, bounds(1, 1L, null));

        assertThat(sums.isUnknown()).isTrue();
    }

    @Test
    void oneThatCannotBeToldLeavesNothingOfTheOthers() {
        sums.add(NANO, bounds(1, 1L, null));
        sums.unknown();
        sums.add(NANO, bounds(1, 1L, null));

        assertThat(sums.contents()).isEmpty();
        BatchSums unnamed = new BatchSums();
        unnamed.add(ModelName.UNKNOWN, bounds(1, 1L, null));
        assertThat(unnamed.isUnknown()).isTrue();
    }
}
