package io.tokentally.adapter.journal;

import io.tokentally.adapter.journal.JournalOptions.Posting;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait from failure to failure. */
final class Backoff {

    /** Beyond this many doublings any delay has reached its limit. */
    private static final int MAX_DOUBLINGS = 30;

    private Backoff() {}

    /** Doubles each time; half of it is left to chance, so that many instances do not come back at once. */
    static Duration after(int failures, Posting options) {
        Duration doubled = options.firstRetry().multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        Duration delay = doubled.compareTo(options.lastRetry()) < 0 ? doubled : options.lastRetry();
        long half = delay.toNanos() / 2;
        return Duration.ofNanos(half + ThreadLocalRandom.current().nextLong(half + 1));
    }
}
