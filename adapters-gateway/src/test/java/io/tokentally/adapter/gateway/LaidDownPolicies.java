package io.tokentally.adapter.gateway;

import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.key.HashingKey;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.Provider;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a test's owners have laid down for keys; the keys themselves are {@link KnownKeys}'. */
final class LaidDownPolicies implements KeyDirectory {

    private volatile OrganizationKeyPolicy policy = OrganizationKeyPolicy.DEFAULT;

    void ceiling(KeyPolicy ceiling) {
        policy = new OrganizationKeyPolicy(KeyPolicy.STANDARD, ceiling, null);
    }

    @Override
    public Optional<VirtualKey> find(KeyHash hash) {
        return Optional.empty();
    }

    @Override
    public Optional<SealedSecret> providerKey(OrganizationId organizationId, Provider provider) {
        return Optional.empty();
    }

    @Override
    public OrganizationKeyPolicy policy(OrganizationId organizationId) {
        return policy;
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public List<HashingKey> hashingKeys() {
        return List.of();
    }

    @Override
    public void noteRenewal(VirtualKey key, KeyHash old, KeyHash renewed) {}

    @Override
    public void noteUse(VirtualKey key, Instant at) {}
}
