package io.tokentally.application.port.in.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.OpenSession;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.Viewer;
import java.util.List;
import java.util.UUID;

/** People see where they are signed in, and end what they do not know. */
@ActsForPerson
public interface ManageSessionsUseCase {

    /** Those that have not ended, the one last active first. */
    List<OpenSession> sessions(Session session);

    /** Ends one of the person's own; one that has ended stays so. */
    void end(Session session, UUID id);

    /** Ends all but this one, and returns how many. */
    int endOthers(Session session);

    /**
     * Makes the viewer's organization the one that they act for unless a request names another.
     *
     * @throws io.tokentally.domain.access.UnknownOrganizationException if they do not belong to it
     */
    @ReadsOrganizationData
    void chooseOrganization(Viewer viewer);
}
