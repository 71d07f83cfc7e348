package io.tokentally.application.port.out.pricing;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.ModelUsage;
import io.tokentally.domain.summary.TimeRange;
import java.util.Collection;
import java.util.List;

/** Adds up, unit by unit, what calls of some models used. */
@ReadsOrganizationData
public interface UsageByModel {

    /** By provider, model and tier. Calls that are billed in parts, or did not tell what they used, are left out. */
    List<ModelUsage> find(Viewer viewer, UsageScope scope, TimeRange range, Collection<ModelName> models);
}
