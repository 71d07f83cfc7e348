package io.tokentally.application.port.in.view;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.view.FirstStep;
import java.util.Optional;
import java.util.Set;

/** New owners see how far they are until usage tells something. */
@ReadsOrganizationData
public interface FollowFirstStepsUseCase {

    /**
     * What is done. Empty for whoever is no owner or has hidden it, where all is done, and where there have been calls for longer than
     * a week: then nothing is new any more.
     */
    Optional<Set<FirstStep>> done(Viewer viewer);

    /** Shows it to the viewer no more. */
    void hide(Viewer viewer);
}
