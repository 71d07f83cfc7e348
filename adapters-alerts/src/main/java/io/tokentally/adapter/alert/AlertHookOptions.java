package io.tokentally.adapter.alert;

import java.time.Duration;

/**
 * How hooks are called.
 *
 * @param ownNetworkAllowed whether addresses of one's own network may be called, and any without TLS
 * @param timeout within which a call is over, whatever is answered
 */
public record AlertHookOptions(boolean ownNetworkAllowed, Duration timeout) {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    public AlertHookOptions {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("A hook is given up after 1 minute or less, not " + timeout);
        }
    }
}
