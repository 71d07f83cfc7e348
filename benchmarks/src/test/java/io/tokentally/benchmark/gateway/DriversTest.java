package io.tokentally.benchmark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.benchmark.product.MockProvider;
import io.tokentally.benchmark.product.MockProvider.Manner;
import io.tokentally.benchmark.product.MockProvider.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DriversTest {

    private static final Manner MANNER = new Manner(Duration.ofMillis(20), 5, Duration.ofMillis(2), Trouble.NONE);

    private final MockProvider provider = MockProvider.start(0, MANNER);
    private final Route route = Route.to(Route.DIRECT, provider.baseUrl(), Map.of());

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void oneByOneWaitsForEachAnswer() throws IOException {
        try (OneByOne caller = new OneByOne(route)) {
            Histogram nanoseconds = caller.call(10);

            assertThat(nanoseconds.getTotalCount()).isEqualTo(10);
            assertThat(nanoseconds.getMinValue()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(19));
        }
    }

    @Test
    void theOpenLoopCountsEveryEvent() throws InterruptedException {
        try (OpenLoop loop = new OpenLoop(route, Route.STREAMED)) {
            OpenLoop.Result result = loop.call(40, TimeUnit.MILLISECONDS.toNanos(1));

            assertThat(result.failed()).isZero();
            // Five deltas, the usage and the end.
            assertThat(result.frames()).isEqualTo(40 * 7);
            assertThat(result.untilTheFirst().getMaxValue())
                    .isLessThan(result.untilTheLast().getMaxValue());
        }
    }

    @Test
    void whatBreaksOffCountsAsFailed() throws InterruptedException {
        provider.behave(MANNER.with(Trouble.HALF_AN_ANSWER));
        try (OpenLoop loop = new OpenLoop(route, Route.STREAMED)) {
            assertThat(loop.call(3, 0).failed()).isEqualTo(3);
        }
    }

    @Test
    void roundsAreComparedWithTheirOwnBaseline() {
        Rounds rounds = new Rounds();
        List.of(100.0, 300.0, 200.0).forEach(figure -> rounds.add(Route.DIRECT, figure));
        List.of(150.0, 360.0, 270.0).forEach(figure -> rounds.add(Route.OURS, figure));

        assertThat(rounds.differences(Route.OURS, Route.DIRECT)).containsExactly(50.0, 60.0, 70.0);
        assertThat(Rounds.median(rounds.of(Route.OURS))).isEqualTo(270);
        assertThat(rounds.ratio(Route.OURS, Route.DIRECT)).isEqualTo(1.35);
    }
}
