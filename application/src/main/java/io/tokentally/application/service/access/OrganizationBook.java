package io.tokentally.application.service.access;

import io.tokentally.application.port.out.access.OperatorOrganizations;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.InstalledOrganization;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.ViewerToken;
import java.util.List;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;

/** Steps with organizations, each a transaction of its own: none waits for a mail server. */
@Transactional
public class OrganizationBook {

    private final OperatorOrganizations organizations;

    public OrganizationBook(OperatorOrganizations organizations) {
        this.organizations = organizations;
    }

    @Transactional(readOnly = true)
    public List<InstalledOrganization> all(ViewerToken token) {
        return organizations.all(token);
    }

    /** Both or neither. */
    public UUID create(
            ViewerToken token,
            OrganizationId id,
            String name,
            LinkSecret secret,
            EmailAddress firstOwner,
            boolean byMail) {
        organizations.create(token, id, name);
        return inviteOwner(token, id, secret, firstOwner, byMail);
    }

    public UUID inviteOwner(
            ViewerToken token, OrganizationId id, LinkSecret secret, EmailAddress address, boolean byMail) {
        return organizations.inviteOwner(token, id, secret, address, InvitationBook.OPEN_FOR, byMail);
    }
}
