package io.tokentally.application.port.out.key;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import java.time.Instant;

/**
 * What organizations lay down for virtual keys. The database itself lets none but an owner change it, whoever asks, and
 * refuses with {@link io.tokentally.domain.key.KeyRefusedException}.
 */
@ReadsOrganizationData
public interface KeyPolicies {

    /** Of the viewer's organization; {@link OrganizationKeyPolicy#DEFAULT} if nothing is laid down. */
    OrganizationKeyPolicy of(Viewer viewer);

    void layDown(Viewer viewer, OrganizationKeyPolicy policy, Instant at);
}
