package io.tokentally.application.port.in.view;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.view.UsageView;
import io.tokentally.domain.view.UsageViewId;
import io.tokentally.domain.view.UsageViewState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** People keep views of usage: for themselves or for all of the organization, and one to begin with. */
@ReadsOrganizationData
public interface ManageUsageViewsUseCase {

    /** Those with a name: the viewer's own, and what others share of what the viewer may see; by their names. */
    List<UsageView> views(Viewer viewer);

    /** One that is the viewer's own, is shared, or stands in an address that they were sent; and that they may see. */
    Optional<UsageView> find(Viewer viewer, UsageViewId id);

    /**
     * Keeps a view; one of the same name of theirs shows this from now on.
     *
     * @throws IllegalArgumentException if it has no good name, or the viewer keeps {@value UsageView#MOST} already
     * @throws io.tokentally.domain.access.AccessRefusedException if it shows more than the viewer may see
     */
    UsageViewId keep(Viewer viewer, String name, boolean shared, UsageViewState state);

    /**
     * Keeps what an address would say, where that is too long for one or names people; the same twice is kept once.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if it shows more than the viewer may see
     */
    UsageViewId store(Viewer viewer, UsageViewState state);

    /** Removes one of their own, or as an owner one that is shared; nothing if it is not there. */
    void remove(Viewer viewer, UsageViewId id);

    /** Begins with a view from now on, or with the overview. */
    void startWith(Viewer viewer, @Nullable UsageViewId id);

    /** What they begin with; empty for the overview, and if what they chose is not theirs to see any more. */
    Optional<UsageView> start(Viewer viewer);

    /** What they looked at last. */
    Optional<UsageViewState> lastSeen(Viewer viewer);

    /**
     * Keeps what they look at, for {@link #lastSeen}.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if it shows more than the viewer may see
     */
    void sawLast(Viewer viewer, UsageViewState state);
}
