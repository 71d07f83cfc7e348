package io.tokentally.bootstrap.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.net.IpRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FullShareWarningTest {

    private static final IpRange ONE = IpRange.parse("192.0.2.1");
    private static final IpRange OTHER = IpRange.parse("192.0.2.2");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-10-20T22:30:00Z"));
    private final FullShareWarning warning = new FullShareWarning("connections", 7, clock(now::get));

    @Test
    void eachClientIsWarnedOfOnceInAWhile(CapturedOutput output) {
        warning.accept(ONE);
        pass(FullShareWarning.QUIET.minusMillis(1));
        warning.accept(ONE);
        assertThat(warnings(output, ONE)).isEqualTo(1);

        warning.accept(OTHER);
        assertThat(warnings(output, OTHER)).isEqualTo(1);

        pass(Duration.ofMillis(1));
        warning.accept(ONE);
        warning.accept(OTHER);
        assertThat(warnings(output, ONE)).isEqualTo(2);
        assertThat(warnings(output, OTHER)).isEqualTo(1);
    }

    private void pass(Duration time) {
        now.set(now.get().plus(time));
    }

    private static int warnings(CapturedOutput output, IpRange client) {
        return output.getAll().split(client + " has all 7 connections", -1).length - 1;
    }

    private static Clock clock(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }
}
