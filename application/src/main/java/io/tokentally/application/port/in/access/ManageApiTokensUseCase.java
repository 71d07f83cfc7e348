package io.tokentally.application.port.in.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.ApiToken;
import io.tokentally.domain.access.ApiTokenSecret;
import io.tokentally.domain.access.NewApiToken;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.Viewer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * People make API tokens for their programs and revoke them, owners see which ones are used in their organization. No token
 * does any of that: whatever is refused is refused with {@code ApiTokenRefusedException}.
 */
@ActsForPerson
public interface ManageApiTokensUseCase {

    /**
     * Makes one, which is told this once.
     *
     * @param organizationId the one that it acts in; absent for one that reads metrics
     * @throws io.tokentally.domain.access.FreshSignInRequiredException if the sign-in is too long ago
     */
    ApiTokenSecret make(Session session, @Nullable OrganizationId organizationId, NewApiToken wanted);

    /** The person's own that have not ended, the newest first. */
    List<ApiToken> tokens(Session session);

    /** Revokes one of the person's own, from now on and for good. */
    void revoke(Session session, UUID id);

    /** Revokes all of the person's own, and returns how many. */
    int revokeAll(Session session);

    /**
     * Those that are used in the viewer's organization, by the holder's name.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     */
    @ReadsOrganizationData
    List<ApiToken> tokensOfOrganization(Viewer viewer);

    /**
     * Revokes one that is used in the viewer's organization.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     */
    @ReadsOrganizationData
    void revokeOf(Viewer viewer, UUID id);
}
