package io.tokentally.adapter.anthropic;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * When message batches ended, as their retrievals told: their results do not say it. It keeps the last ten thousand. For many
 * threads at once.
 */
final class BatchEnds {

    private static final int MAX_ENDS = 10_000;

    private final LinkedHashMap<String, Instant> ends = new LinkedHashMap<>();

    synchronized void remember(String batch, Instant end) {
        ends.putLast(batch, end);
        if (ends.size() > MAX_ENDS) {
            ends.pollFirstEntry();
        }
    }

    synchronized Optional<Instant> of(String batch) {
        return Optional.ofNullable(ends.get(batch));
    }
}
