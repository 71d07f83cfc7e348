package io.tokentally.application.port.in.key;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.Provider;
import java.util.Optional;

/** A gateway finds out who calls, from memory: it waits for no database, and lives through the outage of one. */
@SystemPort("finds out who calls, when a call comes in")
public interface AuthenticateKeyUseCase {

    /**
     * Checks a key, and notes that it was used if it is accepted.
     *
     * @param presented as the caller sent it, whatever that is
     */
    KeyCheck check(String presented);

    /**
     * The key that the organization has stored for a provider.
     *
     * @throws RuntimeException if what is stored cannot be decrypted; the message says so, and nothing of the key
     */
    Optional<ProviderSecret> providerSecret(OrganizationId organizationId, Provider provider);

    /**
     * The member of the organization that a service names, by what that person signs in with or by the user's id, in whatever
     * case.
     */
    Optional<UserId> member(OrganizationId organizationId, UserId name);
}
