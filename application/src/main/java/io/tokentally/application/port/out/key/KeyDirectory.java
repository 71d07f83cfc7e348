package io.tokentally.application.port.out.key;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.key.HashingKey;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.Provider;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All organizations' keys in memory, for whoever has to know at once who calls. No method waits for anything. */
@SystemPort("asked when a call comes in or goes out, for whoever the key belongs to")
public interface KeyDirectory {

    /** The key of that hash, expired and revoked ones among them as long as somebody may still try them. */
    Optional<VirtualKey> find(KeyHash hash);

    /** The hashing keys that a key may be known under, the current one first; the same list until one of them changes. */
    List<HashingKey> hashingKeys();

    /** What an organization has stored for a provider. */
    Optional<SealedSecret> providerKey(OrganizationId organizationId, Provider provider);

    /** What owners have laid down for keys; {@link OrganizationKeyPolicy#DEFAULT} if nothing. */
    OrganizationKeyPolicy policy(OrganizationId organizationId);

    /** Whether the keys were read lately enough that one which is not here does not exist. */
    boolean isCurrent();

    /** Notes when a key was used last; it is written down in a while. */
    void noteUse(VirtualKey key, Instant at);

    /** Notes what a key that is known by an old hash is to be known by; it is written down in a moment. */
    void noteRenewal(VirtualKey key, KeyHash old, KeyHash renewed);
}
