package io.tokentally.domain.access;

/** There is no such organization, as far as this person can tell. */
public final class UnknownOrganizationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownOrganizationException(OrganizationId organizationId) {
        super("There is no organization '%s' that you belong to.".formatted(organizationId));
    }
}
