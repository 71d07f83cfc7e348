package io.tokentally.application.port.out.key;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.metering.Provider;
import org.jspecify.annotations.Nullable;

/** A stored key cannot be decrypted: it was changed, or put where it does not belong. */
public final class SecretUnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SecretUnreadableException(OrganizationId organizationId, Provider provider, @Nullable Throwable cause) {
        super(
                "The key of organization %s for %s cannot be decrypted. An owner must store it anew."
                        .formatted(organizationId, provider),
                cause);
    }
}
