package io.tokentally.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SignInGuardTest {

    private static final String LOGIN = "member@acme.example";
    private static final String ADDRESS = "192.0.2.1";

    private final SettableClock clock = new SettableClock();
    private final SignInGuard guard = new SignInGuard(clock);

    @Test
    void closesAfterFiveFailuresFromOneAddress() {
        fail(LOGIN, ADDRESS, SignInGuard.FAILURES_FROM_ONE_ADDRESS - 1);
        assertThat(guard.isClosed(LOGIN, ADDRESS)).isFalse();

        fail(LOGIN, ADDRESS, 1);
        assertThat(guard.isClosed(LOGIN, ADDRESS)).isTrue();
    }

    @Test
    void staysOpenForThePersonAtAnotherAddress() {
        fail(LOGIN, ADDRESS, SignInGuard.FAILURES_FROM_ONE_ADDRESS);

        assertThat(guard.isClosed(LOGIN, "192.0.2.2")).isFalse();
    }

    @Test
    void closesForEverybodyAfterFailuresFromManyAddresses() {
        for (int i = 0; i < SignInGuard.FAILURES_IN_ALL; i++) {
            fail(LOGIN, "192.0.2." + i, 1);
        }

        assertThat(guard.isClosed(LOGIN, "198.51.100.1")).isTrue();
    }

    @Test
    void takesAnotherSpellingOfALoginForTheSame() {
        fail("Member@ACME.example ", ADDRESS, SignInGuard.FAILURES_FROM_ONE_ADDRESS);

        assertThat(guard.isClosed(LOGIN, ADDRESS)).isTrue();
    }

    @Test
    void opensAgainAfterAQuarterOfAnHourWithoutFailures() {
        fail(LOGIN, ADDRESS, SignInGuard.FAILURES_FROM_ONE_ADDRESS);

        clock.advance(SignInGuard.CLOSED_FOR);
        assertThat(guard.isClosed(LOGIN, ADDRESS)).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(guard.isClosed(LOGIN, ADDRESS)).isFalse();
    }

    @Test
    void forgetsFailuresOnceSomebodySignsIn() {
        fail(LOGIN, ADDRESS, SignInGuard.FAILURES_FROM_ONE_ADDRESS - 1);
        guard.succeeded(LOGIN, ADDRESS);
        fail(LOGIN, ADDRESS, SignInGuard.FAILURES_FROM_ONE_ADDRESS - 1);

        assertThat(guard.isClosed(LOGIN, ADDRESS)).isFalse();
    }

    private void fail(String login, String address, int times) {
        for (int i = 0; i < times; i++) {
            guard.failed(login, address);
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
