package io.tokentally.adapter.persistence.key;

import io.tokentally.application.port.out.key.KeyPolicies;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import java.time.Instant;

/** Lays down what keys may do through the owner's function, which looks up for itself whether the viewer may. */
final class JpaKeyPolicies implements KeyPolicies {

    private final StoredKeyPolicies policies;
    private final KeyTransaction transaction;
    private final StoredKeyMapper mapper;

    JpaKeyPolicies(StoredKeyPolicies policies, KeyTransaction transaction, StoredKeyMapper mapper) {
        this.policies = policies;
        this.transaction = transaction;
        this.mapper = mapper;
    }

    @Override
    public OrganizationKeyPolicy of(Viewer viewer) {
        return transaction.read(
                viewer, () -> policies.ofViewer().map(mapper::toPolicy).orElse(OrganizationKeyPolicy.DEFAULT));
    }

    @Override
    public void layDown(Viewer viewer, OrganizationKeyPolicy policy, Instant at) {
        KeyPolicy ceiling = policy.ceiling();
        transaction.change(
                viewer,
                () -> policies.layDown(
                        KeyPolicyJson.write(policy.usual()),
                        ceiling == null ? null : KeyPolicyJson.write(ceiling),
                        policy.mostKeys(),
                        policy.mostDays(),
                        at));
    }
}
