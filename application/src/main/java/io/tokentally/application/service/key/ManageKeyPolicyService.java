package io.tokentally.application.service.key;

import io.tokentally.application.port.in.key.ManageKeyPolicyUseCase;
import io.tokentally.application.port.out.key.KeyPolicies;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.transaction.annotation.Transactional;

/** Lays down what virtual keys may do. */
@Transactional
public class ManageKeyPolicyService implements ManageKeyPolicyUseCase {

    private final KeyPolicies policies;
    private final Clock clock;

    public ManageKeyPolicyService(KeyPolicies policies, Clock clock) {
        this.policies = policies;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public OrganizationKeyPolicy policy(Viewer viewer) {
        return policies.of(viewer);
    }

    @Override
    public void layDown(Viewer viewer, OrganizationKeyPolicy policy) {
        viewer.requireOwner(OwnerAction.LAY_DOWN_KEY_POLICY);
        policies.layDown(viewer, policy, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
