package io.tokentally.application.port.out.repricing;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;

/** Whether an organization lets calls that wait for a price be priced as soon as there is one. The database lets owners alone decide. */
@ReadsOrganizationData
public interface WaitingCallsChoice {

    boolean isPriced(Viewer viewer);

    /** @throws io.tokentally.domain.repricing.RepricingRefusedException if the viewer is no owner */
    void setPriced(Viewer viewer, boolean priced);
}
