package io.tokentally.bootstrap.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DriftJobTest {

    private static final Duration SELDOM = Duration.ofDays(1);

    private Instant now = Instant.parse("2026-11-29T02:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private int asked;
    private boolean isBusy;
    private final DriftJob job = new DriftJob(
            rest -> {
                asked++;
                rest.run();
                return !isBusy;
            },
            clock,
            SELDOM,
            Duration.ZERO);

    @Test
    void isDoneOnceADay() {
        job.work();
        now = now.plus(DriftJob.DAILY).minusSeconds(1);
        job.work();
        assertThat(asked).isEqualTo(1);

        now = now.plusSeconds(1);
        job.work();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void isTriedAgainWhereAnotherInstanceWasAtIt() {
        isBusy = true;
        job.work();
        isBusy = false;
        job.work();
        job.work();

        assertThat(asked).isEqualTo(2);
    }

    @Test
    void whatFailsIsTold(CapturedOutput output) {
        job.failed(new IllegalStateException("no connection"));

        assertThat(output).contains("Sums cannot be compared with calls at the moment", "no connection");
    }

    @Test
    void isBrokenOffWhereTheApplicationEnds() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(job::work).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
