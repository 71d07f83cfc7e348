package io.tokentally.adapter.persistence.key;

import io.tokentally.application.port.out.key.ProviderKeys;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.ProviderKey;
import io.tokentally.domain.key.ProviderKeyTest;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.metering.Provider;
import java.util.List;

/** Stores providers' keys through the owner's functions, and reads all of them but the encrypted key. */
final class JpaProviderKeys implements ProviderKeys {

    private final StoredProviderKeys keys;
    private final KeyTransaction transaction;
    private final StoredKeyMapper mapper;

    JpaProviderKeys(StoredProviderKeys keys, KeyTransaction transaction, StoredKeyMapper mapper) {
        this.keys = keys;
        this.transaction = transaction;
        this.mapper = mapper;
    }

    @Override
    public List<ProviderKey> all(Viewer viewer) {
        return transaction.read(
                viewer, () -> keys.all().stream().map(mapper::toProviderKey).toList());
    }

    @Override
    public void store(Viewer viewer, ProviderKey key, SealedSecret secret) {
        transaction.change(
                viewer, () -> keys.store(key.provider().value(), secret.base64(), key.hint(), key.storedAt()));
    }

    @Override
    public void tested(Viewer viewer, ProviderKey key, ProviderKeyTest test) {
        transaction.change(
                viewer,
                () -> keys.tested(
                        key.provider().value(), key.storedAt(), test.outcome().name(), test.status(), test.testedAt()));
    }

    @Override
    public void remove(Viewer viewer, Provider provider) {
        transaction.change(viewer, () -> keys.remove(provider.value()));
    }
}
