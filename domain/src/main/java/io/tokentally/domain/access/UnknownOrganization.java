package io.tokentally.domain.access;

/** There is no such organization, as far as this person can tell. */
public final class UnknownOrganization extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownOrganization(OrganizationId organizationId) {
        super("There is no organization '%s' that you belong to.".formatted(organizationId));
    }
}
