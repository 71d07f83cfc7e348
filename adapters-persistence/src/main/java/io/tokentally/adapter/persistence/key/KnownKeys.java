package io.tokentally.adapter.persistence.key;

import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.VirtualKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Keys by the hash that each is known by. A key that is renewed is known by its new hash alone. One thread puts, all get. */
final class KnownKeys {

    private final ConcurrentMap<KeyHash, VirtualKey> byHash = new ConcurrentHashMap<>();
    private final ConcurrentMap<VirtualKeyId, KeyHash> hashes = new ConcurrentHashMap<>();

    void put(KeyHash hash, VirtualKey key) {
        byHash.put(hash, key);
        KeyHash before = hashes.put(key.id(), hash);
        if (before != null && !before.equals(hash)) {
            byHash.remove(before);
        }
    }

    @Nullable
    VirtualKey get(KeyHash hash) {
        return byHash.get(hash);
    }
}
