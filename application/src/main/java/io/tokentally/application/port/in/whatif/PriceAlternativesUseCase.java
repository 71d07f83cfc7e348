package io.tokentally.application.port.in.whatif;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.whatif.WhatIf;
import io.tokentally.domain.whatif.WhatIfQuery;

/** Somebody asks what calls of a period would cost as another model, on another tier, with a discount or without a cache. */
@ReadsOrganizationData
public interface PriceAlternativesUseCase {

    /**
     * @throws io.tokentally.domain.access.AccessRefusedException if the scope is the organization and the viewer a member
     * @throws io.tokentally.domain.report.UndeclaredTagException if it names a tag that no owner declared
     * @throws io.tokentally.domain.report.TooManyCallsException if it would have to look at too many calls one by one
     */
    WhatIf whatIf(Viewer viewer, WhatIfQuery query);
}
