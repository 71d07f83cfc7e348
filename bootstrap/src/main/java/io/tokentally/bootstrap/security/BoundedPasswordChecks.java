package io.tokentally.bootstrap.security;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;

/**
 * Looks at few passwords at once, since each takes a processor for a tenth of a second: the others wait in the order in which
 * they came, a few for each client address, not many of all addresses together, and not for long. Whoever sends more is told to
 * come again.
 */
final class BoundedPasswordChecks implements AuthenticationProvider {

    static final int MAX_PER_ADDRESS = 8;

    /** Each holds a thread of the web server as long as it waits, and these are for those who are signed in, too. */
    static final int MAX_WAITING = 48;

    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final AuthenticationProvider passwords;
    private final Semaphore processors;
    private final Semaphore places;
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

    /** @param atOnce how many passwords are looked at at any one time */
    BoundedPasswordChecks(AuthenticationProvider passwords, int atOnce) {
        this.passwords = passwords;
        this.processors = new Semaphore(atOnce, true);
        this.places = new Semaphore(atOnce + MAX_WAITING);
    }

    @Override
    public @Nullable Authentication authenticate(Authentication attempt) {
        String address = SignInDetails.of(attempt).clientBlock();
        if (underWay.merge(address, 1, Integer::sum) > MAX_PER_ADDRESS) {
            leave(address);
            throw new TooManyAttemptsException(MAX_WAIT);
        }
        try {
            if (!places.tryAcquire()) {
                throw new TooManyAttemptsException(MAX_WAIT);
            }
            try {
                return inTurn(attempt);
            } finally {
                places.release();
            }
        } finally {
            leave(address);
        }
    }

    private @Nullable Authentication inTurn(Authentication attempt) {
        try {
            if (!processors.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TooManyAttemptsException(MAX_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooManyAttemptsException(MAX_WAIT);
        }
        try {
            return passwords.authenticate(attempt);
        } finally {
            processors.release();
        }
    }

    /** How many wait for their turn. */
    int waiting() {
        return processors.getQueueLength();
    }

    private void leave(String address) {
        underWay.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return passwords.supports(authentication);
    }
}
