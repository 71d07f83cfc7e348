package io.tokentally.application.port.in.key;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.ProviderKeyTest;
import io.tokentally.domain.metering.Provider;

/** Owners try the key that their organization has stored with a provider. */
@ReadsOrganizationData
public interface TestProviderKeyUseCase {

    /**
     * Asks the provider whether it knows the key, by a request that costs nothing, and keeps what came of it. It may take as long as a
     * server that does not answer is waited for.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     * @throws io.tokentally.domain.key.KeyRefusedException if no key is stored, it cannot be tested, or is tested right now
     */
    ProviderKeyTest test(Viewer viewer, Provider provider);
}
