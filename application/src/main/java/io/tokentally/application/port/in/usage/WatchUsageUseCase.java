package io.tokentally.application.port.in.usage;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;

/** Pages hear when there is something new to ask for. What it is they ask for as whoever looks at them. */
@ReadsOrganizationData
public interface WatchUsageUseCase {

    /**
     * Tells when the viewer's organization has new usage, within a second or so, and says nothing of it.
     *
     * @param onNews returns at once; called by a thread that is no page's
     * @return ends it; whoever watches must
     */
    Runnable watch(Viewer viewer, Runnable onNews);
}
