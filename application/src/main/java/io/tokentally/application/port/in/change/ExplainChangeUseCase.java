package io.tokentally.application.port.in.change;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.change.ChangeQuery;
import io.tokentally.domain.change.CostChange;

/** Somebody asks what made the cost of a period another than that of earlier days. */
@ReadsOrganizationData
public interface ExplainChangeUseCase {

    /**
     * @throws io.tokentally.domain.access.AccessRefusedException if the scope is the organization and the viewer a member
     * @throws io.tokentally.domain.report.UndeclaredTagException if it names a tag that no owner declared
     * @throws io.tokentally.domain.report.TooManyCallsException if it would have to look at too many calls one by one
     */
    CostChange explain(Viewer viewer, ChangeQuery query);
}
