package io.tokentally.application.port.in.repricing;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;

/**
 * Owners decide whether calls that wait for a price are priced by themselves as soon as there is one, or left until an owner
 * reprices them. Whoever is no owner is refused with {@link io.tokentally.domain.access.AccessRefusedException}.
 */
@ReadsOrganizationData
public interface ManageWaitingCallsUseCase {

    boolean arePriced(Viewer viewer);

    void setPriced(Viewer viewer, boolean priced);
}
