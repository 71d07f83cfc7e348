package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.OpenSession;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerToken;
import java.util.List;
import java.util.UUID;

/** The sessions of the viewer but for API tokens, and nobody else's. */
@ActsForPerson
public interface OwnSessions {

    /** Those that have not ended, the one last active first. */
    List<OpenSession> all(ViewerToken token);

    /** Ends one of the viewer's; false if there is none such. */
    boolean end(ViewerToken token, UUID id);

    /** Ends all but the one that asks, and returns how many. */
    int endOthers(ViewerToken token);

    /**
     * From now on the person acts for the viewer's organization unless a request names another.
     *
     * @throws io.tokentally.domain.access.UnknownOrganizationException if they do not belong to it
     */
    @ReadsOrganizationData
    void chooseOrganization(Viewer viewer);
}
