package io.tokentally.application.port.in.pricing;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.EndingModel;
import java.util.List;

/** Whoever looks is told which of the models in use are shut down, and what their replacements would cost. */
@ReadsOrganizationData
public interface WatchModelEndsUseCase {

    /**
     * The models that were used in the last 30 days and have a day of shutdown, the earliest first.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer may not look at that
     */
    List<EndingModel> ending(Viewer viewer, UsageScope scope);
}
