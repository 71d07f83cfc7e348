package io.tokentally.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MadeUpNamesTest {

    private static final String BLOCK = "192.0.2.1";

    private final SettableClock clock = new SettableClock();
    private final MadeUpNames names = new MadeUpNames(clock);

    @Test
    void eachAttemptAfterAHandfulWaitsTwiceAsLong() {
        attempt("nobody@acme.example", MadeUpNames.FREE);
        for (long pause : new long[] {5, 10, 20, 40, 80, 160, 320, 640, 900, 900}) {
            assertThat(names.begin("nobody@acme.example", BLOCK)).isEqualTo(Duration.ofSeconds(pause));
            clock.advance(Duration.ofSeconds(pause));
            assertThat(names.begin("nobody@acme.example", BLOCK)).isZero();
        }
    }

    @Test
    void anotherAddressAndAnotherNameWaitForNothing() {
        attempt("nobody@acme.example", MadeUpNames.FREE);

        assertThat(names.begin("nobody@acme.example", "192.0.2.2")).isZero();
        assertThat(names.begin("somebody@acme.example", BLOCK)).isZero();
        assertThat(names.begin(" Nobody@ACME.example ", BLOCK)).isPositive();
    }

    /** As an account does: who comes from many addresses would learn by this who has one. */
    @Test
    void soManyFromAllAddressesTogetherWaitToo() {
        for (int i = 0; i < MadeUpNames.FREE_FROM_ALL; i++) {
            assertThat(names.begin("nobody@acme.example", "198.51.100." + i)).isZero();
        }

        assertThat(names.begin("nobody@acme.example", BLOCK)).isEqualTo(Duration.ofSeconds(5));
        assertThat(names.begin("somebody@acme.example", BLOCK)).isZero();
        clock.advance(Duration.ofSeconds(5));
        assertThat(names.begin("nobody@acme.example", BLOCK)).isZero();
        assertThat(names.begin("nobody@acme.example", "192.0.2.2")).isEqualTo(Duration.ofSeconds(10));
        clock.advance(Duration.ofHours(1).plusSeconds(1));
        attempt("nobody@acme.example", MadeUpNames.FREE);
    }

    @Test
    void anHourLaterItIsForgotten() {
        attempt("nobody@acme.example", MadeUpNames.FREE);
        clock.advance(Duration.ofHours(1).plusSeconds(1));

        attempt("nobody@acme.example", MadeUpNames.FREE);
    }

    @Test
    void ofAClockThatWasAheadAPauseCountsFromNow() {
        attempt("nobody@acme.example", MadeUpNames.FREE);
        clock.advance(Duration.ofDays(-365));

        assertThat(names.begin("nobody@acme.example", BLOCK)).isEqualTo(Duration.ofSeconds(5));
        clock.advance(Duration.ofSeconds(5));
        assertThat(names.begin("nobody@acme.example", BLOCK)).isZero();
    }

    private void attempt(String login, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(names.begin(login, BLOCK)).isZero();
        }
    }

    private static final class SettableClock extends Clock {

        private Instant now = Instant.parse("2026-10-15T12:00:00Z");

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
