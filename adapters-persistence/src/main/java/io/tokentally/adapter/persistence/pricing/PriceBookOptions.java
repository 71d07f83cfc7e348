package io.tokentally.adapter.persistence.pricing;

import java.time.Duration;

/**
 * How price books are kept at hand.
 *
 * @param organizations how many books are kept at most; those asked for least recently go first
 * @param refreshInterval how long a change that another process made goes unnoticed at most
 * @param patience how long a call that needs a book for the first time waits for it at most
 */
record PriceBookOptions(int organizations, Duration refreshInterval, Duration patience) {

    static final PriceBookOptions DEFAULT = new PriceBookOptions(5_000, Duration.ofSeconds(3), Duration.ofMillis(500));
}
