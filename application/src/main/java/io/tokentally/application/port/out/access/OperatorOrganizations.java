package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.InstalledOrganization;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.ViewerToken;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * What an operator does about organizations. The database looks up whether the session's person is one, and refuses with {@link
 * io.tokentally.domain.access.MembershipRefusedException}, or with {@link io.tokentally.domain.access.FreshSignInRequiredException}.
 */
@ActsForPerson
public interface OperatorOrganizations {

    List<InstalledOrganization> all(ViewerToken token);

    void create(ViewerToken token, OrganizationId id, String name);

    /** Invites somebody to own an organization that nobody owns. Links made before open nothing any more. */
    UUID inviteOwner(
            ViewerToken token,
            OrganizationId id,
            LinkSecret secret,
            EmailAddress address,
            Duration lifetime,
            boolean byMail);
}
