package io.tokentally.application.port.out.key;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.metering.Provider;

/** Encrypts providers' keys under a key of the installation's, each for one organization and one provider. */
@SystemPort("computes; reads nothing that is kept")
public interface SecretVault {

    /** What a provider's key's place is called, where it is sealed; its context are organization and provider. */
    String PURPOSE = "provider-key";

    SealedSecret seal(OrganizationId organizationId, Provider provider, ProviderSecret secret);

    /** @throws SecretUnreadableException if it was not sealed so by this installation, for this organization and this provider */
    ProviderSecret open(OrganizationId organizationId, Provider provider, SealedSecret sealed);
}
