package io.tokentally.application.port.in.failure;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.failure.FailureQuery;
import io.tokentally.domain.failure.FailureReport;

/** Somebody asks what failed. */
@ReadsOrganizationData
public interface TellFailuresUseCase {

    /**
     * @throws io.tokentally.domain.access.AccessRefusedException if the scope is the organization and the viewer a member
     * @throws io.tokentally.domain.report.UndeclaredTagException if it names a tag that no owner declared
     */
    FailureReport failures(Viewer viewer, FailureQuery query);
}
