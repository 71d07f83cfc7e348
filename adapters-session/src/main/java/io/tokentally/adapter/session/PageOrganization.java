package io.tokentally.adapter.session;

import io.tokentally.domain.access.OrganizationId;
import java.util.Optional;

/** The organization that the page at hand shows: another page of the same session may have chosen another since. */
@FunctionalInterface
public interface PageOrganization {

    /** No page asks. */
    PageOrganization NONE = Optional::empty;

    /** Empty if no page asks. */
    Optional<OrganizationId> shown();
}
