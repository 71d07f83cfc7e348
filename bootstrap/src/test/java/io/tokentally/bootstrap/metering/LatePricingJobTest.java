package io.tokentally.bootstrap.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class LatePricingJobTest {

    private static final Duration OFTEN = Duration.ofMillis(1);

    @Test
    void whatFailsIsToldOnceAndTriedAgain(CapturedOutput output) throws InterruptedException {
        runUntilTheFourth(() -> {
            throw new IllegalStateException("no connection");
        });

        assertThat(output.getOut().split("cannot be priced at the moment", -1)).hasSize(2);
    }

    @Test
    void notEvenAnErrorEndsIt() throws InterruptedException {
        runUntilTheFourth(() -> {
            throw new StackOverflowError("deep");
        });
    }

    @Test
    void callsThatWaitForAPriceAreLookedAtEachTime(CapturedOutput output) throws InterruptedException {
        CountDownLatch fourth = new CountDownLatch(4);
        LatePricingJob job = new LatePricingJob(
                () -> 0,
                () -> {
                    fourth.countDown();
                    return 7;
                },
                OFTEN);
        job.start();
        try {
            assertThat(fourth.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            job.stop();
        }

        assertThat(output.getOut()).contains("7 calls have been priced that waited for a price");
    }

    private static void runUntilTheFourth(Supplier<Integer> work) throws InterruptedException {
        CountDownLatch fourth = new CountDownLatch(4);
        LatePricingJob job = new LatePricingJob(
                () -> {
                    fourth.countDown();
                    return work.get();
                },
                () -> 0,
                OFTEN);
        job.start();
        try {
            assertThat(fourth.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            job.stop();
        }
        assertThat(job.isRunning()).isFalse();
    }
}
