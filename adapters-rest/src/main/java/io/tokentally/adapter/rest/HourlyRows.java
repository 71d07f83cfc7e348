package io.tokentally.adapter.rest;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sums up what comes hour by hour, and hands an hour's rows over when the next one comes. Where an hour has very many rows they
 * are handed over before it is over, and some a second time with what came later: the sums stay right, and memory bounded.
 *
 * @param <K> what is summed up together
 * @param <S> a sum under way
 */
final class HourlyRows<K, S> {

    static final int MOST_WAITING = 5_000;

    /** Takes a row that is complete. */
    interface Sink<K, S> {
        void take(K key, S sum) throws IOException;
    }

    private final Supplier<S> nothing;
    private final Sink<K, S> sink;
    private final Map<K, S> waiting = new LinkedHashMap<>();
    private @Nullable Instant hour;

    HourlyRows(Supplier<S> nothing, Sink<K, S> sink) {
        this.nothing = nothing;
        this.sink = sink;
    }

    /** The sum that what is of the key is added to. */
    S of(Instant itsHour, K key) throws IOException {
        if (!itsHour.equals(hour) || waiting.size() >= MOST_WAITING) {
            finish();
            hour = itsHour;
        }
        return waiting.computeIfAbsent(key, ignored -> nothing.get());
    }

    /** Hands over what waits. */
    void finish() throws IOException {
        for (Map.Entry<K, S> row : waiting.entrySet()) {
            sink.take(row.getKey(), row.getValue());
        }
        waiting.clear();
    }
}
