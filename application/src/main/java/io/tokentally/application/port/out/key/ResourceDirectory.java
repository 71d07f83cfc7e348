package io.tokentally.application.port.out.key;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.key.ResourceOwner;
import io.tokentally.domain.metering.Provider;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Which virtual key made what is in the providers' accounts. What was told or asked lately is in memory; the rest is where the
 * usage records go. No method waits for anything.
 */
@SystemPort("asked when a call comes in, for whoever the key belongs to")
public interface ResourceDirectory {

    /** Who made it, if that is in memory. */
    Optional<ResourceOwner> known(OrganizationId organizationId, Provider provider, String id);

    /** Remembers who made it, in memory; whoever is known to have made it stays so. */
    void remember(OrganizationId organizationId, Provider provider, String id, ResourceOwner owner);

    /**
     * Who made what of these, for those that somebody is known to have made.
     *
     * @return fails if nobody can tell at the moment
     */
    CompletableFuture<Map<String, ResourceOwner>> find(
            OrganizationId organizationId, Provider provider, Set<String> ids);
}
