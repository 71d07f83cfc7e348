package io.tokentally.adapter.persistence.key;

import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHash;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Which keys are to be known by another hash, as far as it is not written down yet: at most one entry a key. */
final class HashRenewals {

    /** So that whoever is revoked meanwhile does not wait long to be known as such. */
    private static final int MAX_AT_ONCE = 200;

    private final ConcurrentMap<VirtualKeyId, Renewal> unwritten = new ConcurrentHashMap<>();

    private record Renewal(KeyHash old, KeyHash renewed) {}

    /** Writes one renewal down. */
    interface Writer {
        void write(VirtualKeyId id, KeyHash old, KeyHash renewed);
    }

    void note(VirtualKeyId id, KeyHash old, KeyHash renewed) {
        if (!unwritten.containsKey(id)) {
            unwritten.put(id, new Renewal(old, renewed));
        }
    }

    /** Writes some. What a failure leaves unwritten stays noted. */
    void write(Writer writer) {
        int written = 0;
        for (Map.Entry<VirtualKeyId, Renewal> entry : unwritten.entrySet()) {
            writer.write(
                    entry.getKey(), entry.getValue().old(), entry.getValue().renewed());
            unwritten.remove(entry.getKey(), entry.getValue());
            written++;
            if (written == MAX_AT_ONCE) {
                return;
            }
        }
    }
}
