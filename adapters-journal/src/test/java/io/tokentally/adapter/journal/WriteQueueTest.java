package io.tokentally.adapter.journal;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WriteQueueTest {

    /** So long nobody waits who is not to wait, however much else goes on. */
    private static final long NANOS = TimeUnit.SECONDS.toNanos(20);

    private final PendingWrite first = pending();
    private final PendingWrite second = pending();
    private final WriteQueue queue = new WriteQueue(2);

    private static PendingWrite pending() {
        return new PendingWrite(aUsageRecord().build());
    }

    @Test
    void aRecordKeepsItsPlaceUntilItIsSettled() {
        assertThat(queue.offer(first)).isTrue();
        assertThat(queue.isFull()).isFalse();
        assertThat(queue.offer(second)).isTrue();
        assertThat(queue.isFull()).isTrue();
        assertThat(queue.offer(pending())).isFalse();

        assertThat(queue.take(5)).containsExactly(first, second);
        assertThat(queue.isFull()).as("taken and not settled").isTrue();
        assertThat(queue.unsettled()).isEqualTo(2);
        assertThat(queue.offer(pending())).isFalse();

        queue.settle(2);
        assertThat(queue.unsettled()).isZero();
        assertThat(queue.offer(pending())).isTrue();
    }

    @Test
    void noMoreAreTakenThanAskedForAndEachOnceInItsOrder() {
        queue.offer(first);
        queue.offer(second);

        assertThat(queue.take(1)).containsExactly(first);
        assertThat(queue.take(1)).containsExactly(second);
        assertThat(queue.take(1)).isEmpty();
    }

    @Test
    void whoFindsARecordOrWasCalledBeforehandDoesNotWait() {
        queue.call();
        assertThat(waits(NANOS)).isLessThan(NANOS / 2);

        queue.offer(first);
        assertThat(waits(NANOS)).isLessThan(NANOS / 2);
    }

    @Test
    void aCallIsHeardOnce() {
        long little = TimeUnit.MILLISECONDS.toNanos(50);
        queue.call();
        queue.await(NANOS);

        // A wait may end of itself, now and then, but not each time.
        assertThat(LongStream.generate(() -> waits(little)).limit(3).max().orElseThrow())
                .isGreaterThanOrEqualTo(little);
    }

    private long waits(long nanos) {
        long begun = System.nanoTime();
        queue.await(nanos);
        return System.nanoTime() - begun;
    }
}
