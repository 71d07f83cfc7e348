package io.tokentally.application.port.in.summary;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageSummary;

/** Somebody wants to know what was used and what it cost. */
@ReadsOrganizationData
public interface SummarizeUsageUseCase {

    /** @throws io.tokentally.domain.access.AccessRefusedException if the scope is the organization and the viewer a member */
    UsageSummary summarize(Viewer viewer, UsageScope scope, Period period);
}
