package io.tokentally.application.port.in.retention;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.retention.CallRetention;
import org.jspecify.annotations.Nullable;

/** Owners decide how long the organization's calls are kept; everybody in it sees what they decided. */
@ReadsOrganizationData
public interface ManageRetentionUseCase {

    CallRetention retention(Viewer viewer);

    /**
     * Keeps calls for so many whole months beside the current one. Those that are older are removed by the next run, and never come
     * back.
     *
     * @param months absent for ever
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     * @throws io.tokentally.domain.access.FreshSignInRequiredException if they have to show anew who they are
     */
    void keepFor(Viewer viewer, @Nullable Integer months);
}
