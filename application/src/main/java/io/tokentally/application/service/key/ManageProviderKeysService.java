package io.tokentally.application.service.key;

import io.tokentally.application.port.in.key.ManageProviderKeysUseCase;
import io.tokentally.application.port.out.key.ProviderKeys;
import io.tokentally.application.port.out.key.SecretVault;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.key.ProviderKey;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.ReachableUpstream;
import io.tokentally.domain.metering.Provider;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.transaction.annotation.Transactional;

/** Stores providers' keys, sealed, and forgets them. */
@Transactional
public class ManageProviderKeysService implements ManageProviderKeysUseCase {

    private final List<ReachableUpstream> upstreams;
    private final ProviderKeys providerKeys;
    private final SecretVault vault;
    private final Clock clock;

    public ManageProviderKeysService(
            List<ReachableUpstream> upstreams, ProviderKeys providerKeys, SecretVault vault, Clock clock) {
        this.upstreams = List.copyOf(upstreams);
        this.providerKeys = providerKeys;
        this.vault = vault;
        this.clock = clock;
    }

    @Override
    public List<ReachableUpstream> upstreams(Viewer viewer) {
        viewer.requireOwner(OwnerAction.MANAGE_PROVIDER_KEYS);
        return upstreams;
    }

    @Override
    @Transactional(readOnly = true)
    public List<ProviderKey> stored(Viewer viewer) {
        viewer.requireOwner(OwnerAction.MANAGE_PROVIDER_KEYS);
        return providerKeys.all(viewer);
    }

    @Override
    public void store(Viewer viewer, Provider provider, ProviderSecret secret) {
        viewer.requireOwner(OwnerAction.MANAGE_PROVIDER_KEYS);
        List<Provider> providers =
                upstreams.stream().map(ReachableUpstream::name).toList();
        if (!providers.contains(provider)) {
            throw new KeyRefusedException(
                    "There is no provider '%s' here. Choose one of %s.".formatted(provider, providers));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        providerKeys.store(
                viewer,
                new ProviderKey(viewer.organizationId(), provider, secret.hint(), viewer.userId(), now, null),
                vault.seal(viewer.organizationId(), provider, secret));
    }

    @Override
    public void remove(Viewer viewer, Provider provider) {
        viewer.requireOwner(OwnerAction.MANAGE_PROVIDER_KEYS);
        providerKeys.remove(viewer, provider);
    }
}
