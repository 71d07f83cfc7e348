package io.tokentally.bootstrap.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PeriodicJobTest {

    private static final Duration OFTEN = Duration.ofMillis(1);

    private final List<String> failures = new CopyOnWriteArrayList<>();

    @Test
    void whatIsThrownIsToldAndEndsNothing() throws InterruptedException {
        CountDownLatch third = new CountDownLatch(3);
        PeriodicJob job = job(() -> {
            third.countDown();
            if (third.getCount() == 2) {
                throw new IllegalStateException("first");
            }
            throw new StackOverflowError("deep");
        });

        job.start();
        assertThat(job.isRunning()).isTrue();
        assertThat(third.await(30, TimeUnit.SECONDS)).isTrue();
        job.stop();

        assertThat(job.isRunning()).isFalse();
        assertThat(failures).startsWith("first", "deep");
    }

    @Test
    void whatIsBrokenOffByTheEndIsNoFailure() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        PeriodicJob job = job(() -> {
            begun.countDown();
            try {
                Thread.sleep(Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                ended.countDown();
                throw new IllegalStateException("broken off");
            }
        });

        job.start();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        job.stop();
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();

        Thread.sleep(50);
        assertThat(failures).isEmpty();
    }

    @Test
    void whatLastsIsToldOnceUntilItWorksAgain() throws InterruptedException {
        List<String> turns = List.of("a", "b", "", "c", "d");
        AtomicInteger turn = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(turns.size() + 1);
        PeriodicJob job = job(() -> {
            done.countDown();
            String message = turns.get(Math.min(turn.getAndIncrement(), turns.size() - 1));
            if (!message.isEmpty()) {
                throw new IllegalStateException(message);
            }
        });

        job.start();
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        job.stop();

        assertThat(failures).containsExactly("a", "c");
    }

    private PeriodicJob job(Runnable work) {
        return new PeriodicJob("test", Duration.ZERO, OFTEN) {
            @Override
            protected void work() {
                work.run();
            }

            @Override
            protected void failed(Throwable failure) {
                failures.add(String.valueOf(failure.getMessage()));
            }
        };
    }
}
