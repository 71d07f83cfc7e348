package io.tokentally.adapter.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.gateway.KnownKeys;
import io.tokentally.adapter.gateway.admission.KeyLimiter.KeyUse;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.VirtualKey;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What each key may do, by a clock that the test sets. */
class KeyLimiterTest {

    /** Not zero, as the machine's is not. */
    private static final long BEGINNING = -TimeUnit.MINUTES.toNanos(3);

    private static final int MAX_KEYS = 10;

    private final AtomicLong now = new AtomicLong(BEGINNING);
    private final KeyLimiter limiter = new KeyLimiter(Limits.DEFAULT, MAX_KEYS, now::get);

    private static VirtualKey key(int number, KeyLimits limits) {
        return KnownKeys.key(
                new VirtualKeyId(new UUID(9, number)), "acme", KeyHolder.service(new UserId("service")), limits);
    }

    private static VirtualKey perMinute(int number) {
        return key(number, new KeyLimits(60, 100));
    }

    @Test
    void keysThatAreIdleAreForgottenWhenThereAreMany() {
        for (int i = 0; i < MAX_KEYS; i++) {
            limiter.enter(perMinute(i)).leave();
        }
        assertThat(limiter.keys()).isEqualTo(MAX_KEYS);

        now.addAndGet(TimeUnit.MINUTES.toNanos(2));
        limiter.enter(perMinute(MAX_KEYS)).leave();

        assertThat(limiter.keys()).isEqualTo(1);
    }

    @Test
    void keysWithCallsUnderWayAreNotForgotten() {
        VirtualKey busy = key(0, new KeyLimits(60, 1));
        KeyUse use = limiter.enter(busy);
        for (int i = 1; i < MAX_KEYS; i++) {
            limiter.enter(perMinute(i)).leave();
        }

        now.addAndGet(TimeUnit.MINUTES.toNanos(2));
        limiter.enter(perMinute(MAX_KEYS)).leave();

        assertThat(limiter.keys()).isEqualTo(2);
        assertThatExceptionOfType(RequestRejectedException.class).isThrownBy(() -> limiter.enter(busy));
        use.leave();
        assertThat(limiter.enter(busy)).isSameAs(use);
    }

    @Test
    void keysThatHaveUsedUpTheirMinuteAreNotForgottenWithinIt() {
        VirtualKey spent = key(0, new KeyLimits(1, 100));
        limiter.enter(spent).leave();
        for (int i = 1; i < MAX_KEYS; i++) {
            limiter.enter(perMinute(i)).leave();
        }

        now.addAndGet(TimeUnit.SECONDS.toNanos(30));
        limiter.enter(perMinute(MAX_KEYS)).leave();

        assertThat(limiter.keys()).isEqualTo(2);
        assertThatExceptionOfType(RequestRejectedException.class).isThrownBy(() -> limiter.enter(spent));
    }

    @Test
    void aMinutesCallsMayComeAtOnceAndTheNextWhenItIsDue() {
        VirtualKey key = key(0, new KeyLimits(3, 100));
        for (int i = 0; i < 3; i++) {
            limiter.enter(key).leave();
        }
        assertThatExceptionOfType(RequestRejectedException.class).isThrownBy(() -> limiter.enter(key));

        now.addAndGet(TimeUnit.SECONDS.toNanos(20));
        limiter.enter(key).leave();
        assertThatExceptionOfType(RequestRejectedException.class).isThrownBy(() -> limiter.enter(key));
    }
}
