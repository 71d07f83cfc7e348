package io.tokentally.bootstrap.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.in.refusal.WriteRefusedCallsUseCase;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RefusedCallsJobTest {

    private final CountDownLatch writes = new CountDownLatch(3);
    private final AtomicInteger lastWrites = new AtomicInteger();
    private final WriteRefusedCallsUseCase calls = new WriteRefusedCallsUseCase() {
        @Override
        public void write() {
            writes.countDown();
        }

        @Override
        public void writeLast() {
            lastWrites.incrementAndGet();
        }
    };

    @Test
    void writesAgainAndAgainAndOnceAtTheEnd() throws InterruptedException {
        RefusedCallsJob job = new RefusedCallsJob(calls, Duration.ofMillis(1));
        job.start();
        assertThat(job.isRunning()).isTrue();
        assertThat(writes.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(lastWrites).hasValue(0);

        job.stop();
        job.stop();

        assertThat(job.isRunning()).isFalse();
        assertThat(lastWrites).hasValue(1);
    }

    /** What refuses calls, at a million, is stopped first. */
    @Test
    void isStoppedBehindTheGatewayAndAheadOfTheDatabase() {
        assertThat(RefusedCallsJob.PHASE).isBetween(1, 999_999);
    }
}
