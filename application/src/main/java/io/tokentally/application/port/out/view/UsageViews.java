package io.tokentally.application.port.out.view;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.view.UsageView;
import io.tokentally.domain.view.UsageViewId;
import io.tokentally.domain.view.UsageViewState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Views that are kept. Who sees which, and that each keeps their own alone, the database sees to. */
@ReadsOrganizationData
public interface UsageViews {

    /** Those with a name that the viewer sees, by their names and then the oldest first. */
    List<UsageView> findNamed(Viewer viewer);

    Optional<UsageView> find(Viewer viewer, UsageViewId id);

    /**
     * Keeps a view under a name, in the place of the viewer's own of that name.
     *
     * @throws IllegalArgumentException if the viewer keeps {@value UsageView#MOST} already
     */
    UsageViewId save(Viewer viewer, String name, boolean shared, UsageViewState state);

    /** Keeps one without a name, once. The viewer's oldest go beyond a thousand. */
    UsageViewId store(Viewer viewer, UsageViewState state);

    /** Removes one of the viewer's own, or as an owner one that is shared; nothing if it is not there. */
    void remove(Viewer viewer, UsageViewId id);

    /** @param id of what the viewer begins with; nothing for the overview */
    void chooseStart(Viewer viewer, @Nullable UsageViewId id);

    Optional<UsageView> findStart(Viewer viewer);

    Optional<UsageViewState> lastSeen(Viewer viewer);

    void sawLast(Viewer viewer, UsageViewState state);

    boolean areFirstStepsHidden(Viewer viewer);

    void hideFirstSteps(Viewer viewer);
}
