package io.tokentally.adapter.crypto;

import io.tokentally.application.port.out.key.SecretUnreadableException;
import io.tokentally.application.port.out.key.SecretVault;
import io.tokentally.application.port.out.secret.SealUnreadableException;
import io.tokentally.application.port.out.secret.SecretPlace;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.metering.Provider;
import java.nio.charset.StandardCharsets;

/** Seals providers' keys, each for its organization and its provider. */
final class SealedProviderKeys implements SecretVault {

    private final SecretSealing sealing;

    SealedProviderKeys(SecretSealing sealing) {
        this.sealing = sealing;
    }

    @Override
    public SealedSecret seal(OrganizationId organizationId, Provider provider, ProviderSecret secret) {
        return sealing.seal(place(organizationId, provider), secret.value().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public ProviderSecret open(OrganizationId organizationId, Provider provider, SealedSecret sealed) {
        try {
            return new ProviderSecret(
                    new String(sealing.open(place(organizationId, provider), sealed), StandardCharsets.US_ASCII));
        } catch (SealUnreadableException e) {
            throw new SecretUnreadableException(organizationId, provider, e);
        }
    }

    private static SecretPlace place(OrganizationId organizationId, Provider provider) {
        return SecretPlace.of(PURPOSE, organizationId.value(), provider.value());
    }
}
