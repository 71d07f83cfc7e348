package io.tokentally.domain.key;

import org.jspecify.annotations.Nullable;

/**
 * How much may be called with one virtual key; where a limit is absent, the installation's holds.
 *
 * @param requestsPerMinute on average, with bursts of as many
 * @param concurrentCalls at any one time
 */
public record KeyLimits(
        @Nullable Integer requestsPerMinute, @Nullable Integer concurrentCalls) {

    public static final KeyLimits OF_THE_INSTALLATION = new KeyLimits(null, null);

    public static final int MAX_REQUESTS_PER_MINUTE = 10_000_000;
    public static final int MAX_CONCURRENT_CALLS = 100_000;

    public KeyLimits {
        requireWithin("Requests per minute", requestsPerMinute, MAX_REQUESTS_PER_MINUTE);
        requireWithin("Concurrent calls", concurrentCalls, MAX_CONCURRENT_CALLS);
    }

    private static void requireWithin(String what, @Nullable Integer limit, int most) {
        if (limit != null && (limit < 1 || limit > most)) {
            throw new KeyRefusedException("%s must lie between 1 and %d, not %d.".formatted(what, most, limit));
        }
    }
}
