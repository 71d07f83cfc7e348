package io.tokentally.adapter.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.options.GatewayShares;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlowSideTest {

    private static final long TICK = Duration.ofMillis(100).toNanos();
    private static final GatewayShares SHARES = new GatewayShares(25, 50, 25, 1_000, Duration.ofSeconds(20));

    private final SlowSide side = new SlowSide(SHARES, 0);
    private long now;

    private boolean waitFor(int ticks, int bytesEach) {
        boolean tooSlow = false;
        for (int i = 0; i < ticks && !tooSlow; i++) {
            side.moved(bytesEach);
            now += TICK;
            tooSlow = side.isTooSlow(true, now);
        }
        return tooSlow;
    }

    @Test
    void whoIsSlowIsTooSlowAfterTheGraceAndNotBefore() {
        assertThat(waitFor(199, 99)).isFalse();
        assertThat(waitFor(1, 99)).isTrue();
    }

    @Test
    void whoIsJustFastEnoughMayGoOnForEver() {
        assertThat(waitFor(10_000, 100)).isFalse();
    }

    @Test
    void anAverageIsWhatCounts() {
        for (int i = 0; i < 50; i++) {
            assertThat(waitFor(150, 0)).isFalse();
            assertThat(waitFor(50, 500)).isFalse();
        }
    }

    @Test
    void whatWasFastOnceDoesNotPayForLater() {
        assertThat(waitFor(200, 1_000_000)).isFalse();
        assertThat(waitFor(200, 1)).isTrue();
    }

    @Test
    void timeInWhichNobodyWaitsForThemDoesNotCount() {
        for (int i = 0; i < 10_000; i++) {
            now += TICK;
            assertThat(side.isTooSlow(false, now)).isFalse();
        }
        assertThat(waitFor(199, 0)).isFalse();
    }

    @Test
    void norDoesTimeInWhichNobodyLooked() {
        now += Duration.ofMinutes(10).toNanos();
        assertThat(side.isTooSlow(true, now)).isFalse();
    }

    @Test
    void withoutALeastRateNobodyIsTooSlow() {
        SlowSide any = new SlowSide(new GatewayShares(25, 50, 25, 0, Duration.ofSeconds(1)), 0);
        for (int i = 1; i < 1_000; i++) {
            assertThat(any.isTooSlow(true, i * TICK)).isFalse();
        }
    }
}
