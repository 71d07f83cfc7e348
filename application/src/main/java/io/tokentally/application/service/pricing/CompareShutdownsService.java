package io.tokentally.application.service.pricing;

import io.tokentally.application.port.in.pricing.CompareShutdownsUseCase;
import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.key.SecretUnreadableException;
import io.tokentally.application.port.out.key.SecretVault;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.pricing.ServedModels;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ShutdownComparison;

/** Asks with the organization's key, and compares with the list. It waits for the provider, so no transaction is open. */
public class CompareShutdownsService implements CompareShutdownsUseCase {

    private static final ProviderSecret NO_KEY = new ProviderSecret("no-key-wanted");

    private final ServedModels servedModels;
    private final KeyDirectory keys;
    private final SecretVault vault;
    private final ListPrices listPrices;

    public CompareShutdownsService(
            ServedModels servedModels, KeyDirectory keys, SecretVault vault, ListPrices listPrices) {
        this.servedModels = servedModels;
        this.keys = keys;
        this.vault = vault;
        this.listPrices = listPrices;
    }

    @Override
    public ShutdownComparison compare(Viewer viewer) {
        viewer.requireOwner(OwnerAction.MANAGE_PROVIDER_KEYS);
        Provider upstream = servedModels.upstream();
        return ShutdownComparison.of(upstream, servedModels.list(key(viewer, upstream)), listPrices.priceBook());
    }

    private ProviderSecret key(Viewer viewer, Provider upstream) {
        if (!servedModels.needsKey()) {
            return NO_KEY;
        }
        return keys.providerKey(viewer.organizationId(), upstream)
                .map(stored -> open(viewer, upstream, stored))
                .orElseThrow(() -> new KeyRefusedException(
                        "Your organization has stored no key for %s, and without one it tells nothing. Store one on the page Keys."
                                .formatted(upstream)));
    }

    private ProviderSecret open(Viewer viewer, Provider upstream, SealedSecret stored) {
        try {
            return vault.open(viewer.organizationId(), upstream, stored);
        } catch (SecretUnreadableException e) {
            throw new KeyRefusedException(
                    "The key that your organization stored for %s cannot be decrypted. Store it anew on the page Keys."
                            .formatted(upstream));
        }
    }
}
