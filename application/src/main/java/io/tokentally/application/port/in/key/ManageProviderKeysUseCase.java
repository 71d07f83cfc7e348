package io.tokentally.application.port.in.key;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.ProviderKey;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.ReachableUpstream;
import io.tokentally.domain.metering.Provider;
import java.util.List;

/**
 * Owners store the keys that their organization has with providers, so that callers need none. A key that was stored never
 * comes out again but towards its provider.
 *
 * <p>Every method throws {@link io.tokentally.domain.access.AccessRefusedException} if the viewer is no owner.
 */
@ReadsOrganizationData
public interface ManageProviderKeysUseCase {

    /** The upstreams that a key can be stored for, each under its name. */
    List<ReachableUpstream> upstreams(Viewer viewer);

    /** By provider. */
    List<ProviderKey> stored(Viewer viewer);

    /**
     * Stores a key, in place of the one before if there is one.
     *
     * @throws io.tokentally.domain.key.KeyRefusedException if calls to that provider cannot be made through this installation
     */
    void store(Viewer viewer, Provider provider, ProviderSecret secret);

    /** @throws io.tokentally.domain.key.KeyRefusedException if there is none */
    void remove(Viewer viewer, Provider provider);
}
