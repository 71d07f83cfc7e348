package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.ApiToken;
import io.tokentally.domain.access.ApiTokenSecret;
import io.tokentally.domain.access.NewApiToken;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerToken;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps personal API tokens as hashes alone. Whatever it refuses, it refuses with {@code ApiTokenRefusedException}. */
@ActsForPerson
public interface ApiTokens {

    /**
     * Keeps a new one of the person whose session it is.
     *
     * @param organizationId the one that it acts in; absent for one that reads metrics
     * @throws io.tokentally.domain.access.FreshSignInRequiredException if they signed in too long ago
     */
    void add(ViewerToken session, @Nullable OrganizationId organizationId, ApiTokenSecret secret, NewApiToken wanted);

    /** The person's own that have not ended, the newest first. */
    List<ApiToken> own(Session session);

    /** Revokes one of the person's own. */
    void revoke(ViewerToken session, UUID id);

    /** Revokes all of the person's own, and returns how many. */
    int revokeAll(ViewerToken session);

    /** Those of everybody in the organization, by the holder's name; none for who is no owner. */
    @ReadsOrganizationData
    List<ApiToken> ofOrganization(Viewer viewer);

    /** Revokes one that is used in the viewer's organization. */
    @ReadsOrganizationData
    void revoke(Viewer viewer, UUID id);
}
