package io.tokentally.adapter.journal;

import io.tokentally.adapter.journal.JournalOptions.Posting;
import java.time.Duration;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * How long to wait from failure to failure: twice as long each time up to the last retry, and half of that more or less by
 * chance, so that many instances do not come back at once.
 */
final class Backoff {

    private final BackOffExecution waits;

    Backoff(Posting options) {
        long first = millis(options.firstRetry());
        ExponentialBackOff doubling = new ExponentialBackOff(first, 2);
        doubling.setMaxInterval(millis(options.lastRetry()));
        doubling.setJitter(first / 2);
        waits = doubling.start();
    }

    /** Never less than the first retry, and never more than the last. */
    Duration next() {
        return Duration.ofMillis(waits.nextBackOff());
    }

    /** Spring counts in milliseconds, and no wait at all would ask without end. */
    private static long millis(Duration duration) {
        return Math.max(1, duration.toMillis());
    }
}
