package io.tokentally.application.service.key;

import io.tokentally.application.port.out.key.ProviderKeys;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.KeyRefusal;
import io.tokentally.domain.key.ProviderKey;
import io.tokentally.domain.key.ProviderKeyTest;
import io.tokentally.domain.metering.Provider;
import org.springframework.transaction.annotation.Transactional;

/** What is kept of a provider's key. Apart from the service that asks the provider, so that no transaction waits for it. */
@Transactional
public class ProviderKeyRecord {

    private final ProviderKeys providerKeys;

    public ProviderKeyRecord(ProviderKeys providerKeys) {
        this.providerKeys = providerKeys;
    }

    @Transactional(readOnly = true)
    public ProviderKey stored(Viewer viewer, Provider provider) {
        return providerKeys.all(viewer).stream()
                .filter(key -> key.provider().equals(provider))
                .findAny()
                .orElseThrow(() -> KeyRefusal.NO_PROVIDER_KEY.about(provider.value()));
    }

    public void tested(Viewer viewer, ProviderKey key, ProviderKeyTest test) {
        providerKeys.tested(viewer, key, test);
    }
}
