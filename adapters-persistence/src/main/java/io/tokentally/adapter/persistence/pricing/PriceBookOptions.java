package io.tokentally.adapter.persistence.pricing;

import java.time.Duration;

/**
 * How price books are kept in memory.
 *
 * @param refreshInterval how long a change that another process made goes unnoticed at most
 * @param timeout how long whoever starts the cache, or has changed a price, waits for it at most
 * @param maxAge how long the books read last count while the database is out of reach
 */
record PriceBookOptions(Duration refreshInterval, Duration timeout, Duration maxAge) {

    /** As long as keys count, without which hardly a call is admitted. */
    static final PriceBookOptions DEFAULT =
            new PriceBookOptions(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofHours(1));
}
