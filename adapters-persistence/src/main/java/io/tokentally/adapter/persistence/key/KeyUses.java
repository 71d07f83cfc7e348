package io.tokentally.adapter.persistence.key;

import io.tokentally.domain.access.VirtualKeyId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** When keys were used last, as far as it is not written down yet: at most one entry a key. */
final class KeyUses {

    /** Within so short a time a second use tells nothing new, and costs a look only. */
    private static final Duration GRAIN = Duration.ofSeconds(1);

    private static final int MAX_AT_ONCE = 1_000;

    private final ConcurrentMap<VirtualKeyId, Instant> unwritten = new ConcurrentHashMap<>();

    void note(VirtualKeyId key, Instant at) {
        Instant noted = unwritten.get(key);
        if (noted == null || at.isAfter(noted.plus(GRAIN))) {
            unwritten.put(key, at);
        }
    }

    /** Writes in portions. What a failure leaves unwritten stays noted. */
    void write(Consumer<Map<VirtualKeyId, Instant>> writer) {
        Map<VirtualKeyId, Instant> portion = new HashMap<>();
        for (Map.Entry<VirtualKeyId, Instant> use : unwritten.entrySet()) {
            portion.put(use.getKey(), use.getValue());
            if (portion.size() == MAX_AT_ONCE) {
                writePortion(writer, portion);
            }
        }
        if (!portion.isEmpty()) {
            writePortion(writer, portion);
        }
    }

    private void writePortion(Consumer<Map<VirtualKeyId, Instant>> writer, Map<VirtualKeyId, Instant> portion) {
        writer.accept(portion);
        portion.forEach(unwritten::remove);
        portion.clear();
    }
}
