package io.tokentally.adapter.persistence.key;

import io.tokentally.application.port.out.key.VirtualKeys;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.VirtualKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads keys, and makes and revokes them through the owner's functions, which look up for themselves whether the viewer may. */
final class JpaVirtualKeys implements VirtualKeys {

    private final StoredVirtualKeys keys;
    private final KeyTransaction transaction;
    private final StoredKeyMapper mapper;

    JpaVirtualKeys(StoredVirtualKeys keys, KeyTransaction transaction, StoredKeyMapper mapper) {
        this.keys = keys;
        this.transaction = transaction;
        this.mapper = mapper;
    }

    @Override
    public List<VirtualKey> all(Viewer viewer) {
        return transaction.read(
                viewer, () -> keys.all().stream().map(mapper::toVirtualKey).toList());
    }

    @Override
    public Map<VirtualKeyId, Instant> oldHashes(Viewer viewer) {
        return transaction.read(
                viewer,
                () -> keys.withOldHash().stream()
                        .collect(Collectors.toMap(key -> new VirtualKeyId(key.id()), OldHash::validUntil)));
    }

    @Override
    public Map<VirtualKeyId, VirtualKeyId> replaced(Viewer viewer) {
        return transaction.read(
                viewer,
                () -> keys.replaced().stream()
                        .collect(Collectors.toMap(
                                key -> new VirtualKeyId(key.id()), key -> new VirtualKeyId(key.replaced()))));
    }

    @Override
    public void add(Viewer viewer, VirtualKey key, KeyHash hash) {
        transaction.change(viewer, () -> {
            keys.useHashingKey(Integer.toString(hash.hashingKey()));
            keys.issue(
                    key.id().value(),
                    key.name(),
                    key.prefix(),
                    hash.bytes(),
                    key.holder().kind().name(),
                    key.holder().userId().value(),
                    key.limits().requestsPerMinute(),
                    key.limits().concurrentCalls(),
                    key.createdAt(),
                    key.expiresAt(),
                    KeyPolicyJson.write(key.policy()),
                    MAX_PER_HOLDER);
        });
    }

    @Override
    public void rename(Viewer viewer, VirtualKeyId id, String name) {
        transaction.change(viewer, () -> keys.rename(id.value(), name));
    }

    @Override
    public void rotate(Viewer viewer, VirtualKeyId replaced, Successor successor, @Nullable Instant replacedEndsAt) {
        transaction.change(viewer, () -> {
            keys.useHashingKey(Integer.toString(successor.hash().hashingKey()));
            keys.rotate(
                    replaced.value(),
                    successor.id().value(),
                    successor.prefix(),
                    successor.hash().bytes(),
                    successor.createdAt(),
                    replacedEndsAt,
                    MAX_PER_HOLDER);
        });
    }

    @Override
    public void revoke(Viewer viewer, VirtualKeyId id, Instant at) {
        transaction.change(viewer, () -> keys.revoke(id.value(), at));
    }
}
