package io.tokentally.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.domain.access.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

@Timeout(60)
class BoundedPasswordChecksTest {

    private final Slow slow = new Slow();
    private final BoundedPasswordChecks checks = new BoundedPasswordChecks(slow, 1);

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.2", "2001:db8::%x, 2001:db8:0:1::1"})
    void oneAddressFillsItsShareAndOthersGetTheirTurn(String flooding, String others) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Authentication>> flood = new ArrayList<>();
            for (int i = 0; i < BoundedPasswordChecks.MAX_PER_ADDRESS; i++) {
                String address = flooding.formatted(i);
                flood.add(threads.submit(() -> checks.authenticate(attempt(address))));
            }
            slow.entered.await();
            while (checks.waiting() < BoundedPasswordChecks.MAX_PER_ADDRESS - 1) {
                Thread.onSpinWait();
            }

            assertThatThrownBy(() -> checks.authenticate(attempt(flooding.formatted(0xffff))))
                    .isInstanceOf(TooManyAttemptsException.class);
            Future<Authentication> other = threads.submit(() -> checks.authenticate(attempt(others)));

            slow.release.release(100);
            assertThat(other.get()).isNotNull();
            for (Future<Authentication> one : flood) {
                assertThat(one.get()).isNotNull();
            }
        }
        assertThat(slow.most).hasValue(1);
        assertThat(checks.authenticate(attempt(flooding.formatted(0)))).isNotNull();
    }

    /** Threads of the web server are for those who are signed in, too: however many addresses there are, few of them wait. */
    @Test
    void ofAThousandFromAsManyAddressesFewWaitAndTheOthersAreToldAtOnceToComeAgain() throws Exception {
        int attempts = 1_000;
        CountDownLatch turnedAway = new CountDownLatch(attempts - BoundedPasswordChecks.MAX_WAITING - 1);
        AtomicInteger lookedAt = new AtomicInteger();
        int mostWaiting = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < attempts; i++) {
                String address = "10.0.%d.%d".formatted(i / 250, i % 250);
                threads.execute(() -> {
                    try {
                        checks.authenticate(attempt(address));
                        lookedAt.incrementAndGet();
                    } catch (TooManyAttemptsException e) {
                        turnedAway.countDown();
                    }
                });
            }

            while (!turnedAway.await(1, TimeUnit.MILLISECONDS)) {
                mostWaiting = Math.max(mostWaiting, checks.waiting());
            }
            slow.release.release(attempts);
        }
        assertThat(mostWaiting).isLessThanOrEqualTo(BoundedPasswordChecks.MAX_WAITING);
        assertThat(slow.most).hasValue(1);
        assertThat(checks.waiting()).isZero();
        assertThat(lookedAt.get()).isLessThanOrEqualTo(BoundedPasswordChecks.MAX_WAITING + 1);
    }

    @Test
    void whoWaitsTooLongIsToldToComeAgain() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Authentication> first = threads.submit(() -> checks.authenticate(attempt("192.0.2.1")));
            slow.entered.await();

            Future<Authentication> second = threads.submit(() -> checks.authenticate(attempt("192.0.2.2")));
            assertThatThrownBy(second::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TooManyAttemptsException.class);

            slow.release.release(100);
            assertThat(first.get()).isNotNull();
        }
    }

    private static Authentication attempt(String address) {
        UsernamePasswordAuthenticationToken attempt =
                UsernamePasswordAuthenticationToken.unauthenticated("ada@acme.example", "right");
        attempt.setDetails(new SignInDetails(Session.Kind.BASIC, address, null, null));
        return attempt;
    }

    /** Takes as long over a password as the test wants. */
    private static final class Slow implements AuthenticationProvider {

        private final CountDownLatch entered = new CountDownLatch(1);
        private final Semaphore release = new Semaphore(0);
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public Authentication authenticate(Authentication attempt) {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            entered.countDown();
            release.acquireUninterruptibly();
            now.decrementAndGet();
            return attempt;
        }

        @Override
        public boolean supports(Class<?> authentication) {
            return true;
        }
    }
}
