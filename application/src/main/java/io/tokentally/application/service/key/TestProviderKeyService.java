package io.tokentally.application.service.key;

import io.tokentally.application.port.in.key.TestProviderKeyUseCase;
import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.key.ProviderKeyTests;
import io.tokentally.application.port.out.key.SecretVault;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.key.ProviderKey;
import io.tokentally.domain.key.ProviderKeyTest;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.Provider;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tests providers' keys, one of an organization's for one provider at a time, and with none that the viewer could not store. */
public class TestProviderKeyService implements TestProviderKeyUseCase {

    private final ProviderKeyRecord kept;
    private final KeyDirectory directory;
    private final SecretVault vault;
    private final ProviderKeyTests tests;
    private final Set<Place> underWay = ConcurrentHashMap.newKeySet();

    private record Place(OrganizationId organizationId, Provider provider) {}

    public TestProviderKeyService(
            ProviderKeyRecord kept, KeyDirectory directory, SecretVault vault, ProviderKeyTests tests) {
        this.kept = kept;
        this.directory = directory;
        this.vault = vault;
        this.tests = tests;
    }

    @Override
    public ProviderKeyTest test(Viewer viewer, Provider provider) {
        viewer.requireOwner(OwnerAction.MANAGE_PROVIDER_KEYS);
        Place place = new Place(viewer.organizationId(), provider);
        if (!underWay.add(place)) {
            throw new KeyRefusedException(
                    "The key for %s is being tested. Wait for what comes of it.".formatted(provider));
        }
        try {
            // None but an owner sees it there, whoever claims to be one.
            ProviderKey key = kept.stored(viewer, provider);
            ProviderKeyTest test = tests.test(provider, secret(key));
            kept.tested(viewer, key, test);
            return test;
        } finally {
            underWay.remove(place);
        }
    }

    private ProviderSecret secret(ProviderKey key) {
        return directory
                .providerKey(key.organizationId(), key.provider())
                .map(secret -> vault.open(key.organizationId(), key.provider(), secret))
                .filter(secret -> secret.hint().equals(key.hint()))
                .orElseThrow(() -> new KeyRefusedException(
                        "The key for %s was stored just now. Test it again in a second.".formatted(key.provider())));
    }
}
