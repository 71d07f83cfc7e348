package io.tokentally.application.port.out.key;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.ProviderKey;
import io.tokentally.domain.key.ProviderKeyTest;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.metering.Provider;
import java.util.List;

/**
 * The providers' keys that the viewer's organization has stored. The database itself lets none but an owner see and change
 * them, whoever asks, and refuses with {@link io.tokentally.domain.key.KeyRefusedException}.
 */
@ReadsOrganizationData
public interface ProviderKeys {

    /** By provider; nothing for whoever is no owner. */
    List<ProviderKey> all(Viewer viewer);

    /** Stores a key, in place of the one before if there is one. */
    void store(Viewer viewer, ProviderKey key, SealedSecret secret);

    /** Keeps what came of a test, unless the key was replaced meanwhile, and tells the audit log. */
    void tested(Viewer viewer, ProviderKey key, ProviderKeyTest test);

    void remove(Viewer viewer, Provider provider);
}
