package io.tokentally.bootstrap.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Locks out whoever guesses passwords: {@value #FAILURES_FROM_ONE_ADDRESS} wrong passwords for one login from one
 * address, or {@value #FAILURES_IN_ALL} from anywhere, close it for a quarter of an hour. Counting by address first
 * keeps a stranger from locking the real person out with a handful of tries.
 */
final class SignInGuard {

    static final int FAILURES_FROM_ONE_ADDRESS = 5;
    static final int FAILURES_IN_ALL = 50;
    static final Duration CLOSED_FOR = Duration.ofMinutes(15);

    private static final int MOST_KEYS = 50_000;
    private static final String ANYWHERE = "*";

    private record Key(String login, String address) {}

    private record Failures(int count, Instant last) {}

    private final Clock clock;
    private final Map<Key, Failures> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        // The oldest go first, so that a flood of made-up logins does not fill the memory.
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Failures> eldest) {
            return size() > MOST_KEYS;
        }
    };

    SignInGuard(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean isClosed(String login, String address) {
        return count(key(login, address)) >= FAILURES_FROM_ONE_ADDRESS
                || count(key(login, ANYWHERE)) >= FAILURES_IN_ALL;
    }

    synchronized void failed(String login, String address) {
        add(key(login, address));
        add(key(login, ANYWHERE));
    }

    synchronized void succeeded(String login, String address) {
        failures.remove(key(login, address));
    }

    private void add(Key key) {
        Failures added = new Failures(count(key) + 1, clock.instant());
        failures.remove(key);
        failures.put(key, added);
    }

    private int count(Key key) {
        Failures known = failures.get(key);
        return known == null || known.last().plus(CLOSED_FOR).isBefore(clock.instant()) ? 0 : known.count();
    }

    private static Key key(String login, String address) {
        String lower = login.strip().toLowerCase(Locale.ROOT);
        return new Key(lower.length() > 255 ? lower.substring(0, 255) : lower, address);
    }
}
