package io.tokentally.domain.access;

/**
 * Who looks: every port that reads usage takes a viewer first, so that nothing is read without saying for whom.
 *
 * @param token proves it to the database, which looks the role up for itself
 */
public record Viewer(UserId userId, OrganizationId organizationId, Role role, ViewerToken token) {

    /** A viewer for whom nothing vouches: the database shows them nothing. */
    public Viewer(UserId userId, OrganizationId organizationId, Role role) {
        this(userId, organizationId, role, ViewerToken.NONE);
    }

    public boolean seesOrganization() {
        return role.seesOrganization();
    }

    /** The same person, by another session of theirs. */
    public Viewer by(ViewerToken otherToken) {
        return new Viewer(userId, organizationId, role, otherToken);
    }

    /** @throws AccessRefusedException if the scope reaches further than the viewer's role */
    public void requireMayLook(UsageScope scope) {
        if (scope == UsageScope.ORGANIZATION && !seesOrganization()) {
            throw AccessRefusedException.organizationFigures();
        }
    }

    /** @throws AccessRefusedException if the viewer is no owner */
    public void requireOwner(OwnerAction business) {
        if (role != Role.OWNER) {
            throw new AccessRefusedException(business.refusal());
        }
    }
}
