package io.tokentally.application.port.in.usage;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.usage.PageRequest;
import io.tokentally.domain.usage.UsageRecord;
import java.util.List;

/** Somebody looks at single calls. */
@ReadsOrganizationData
public interface ListCallsUseCase {

    /** @throws io.tokentally.domain.access.AccessRefusedException if the scope is the organization and the viewer a member */
    List<UsageRecord> list(Viewer viewer, CallQuery query, PageRequest page);

    /**
     * How many calls the query finds.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the scope is the organization and the viewer a member
     */
    long count(Viewer viewer, CallQuery query);
}
