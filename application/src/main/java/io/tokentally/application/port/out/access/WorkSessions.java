package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import java.time.Duration;

/**
 * Sessions for work that goes on when its person has gone. Each is for one act of one person in one organization, and the
 * database looks up at each step whether the person still may.
 */
@ReadsOrganizationData
public interface WorkSessions {

    /**
     * Opens one.
     *
     * @param job what it is for, as in {@code repricing 0190…}
     * @param lifetime when it ends at the latest, 7 days at most
     * @return the viewer whom the work is done as
     */
    Viewer open(Viewer viewer, String job, Duration lifetime);

    /** Ends the session of the viewer that {@link #open} returned. */
    void end(Viewer worker);
}
