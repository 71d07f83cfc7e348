package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.Payer;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.OrganizationNotNamedException;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.text.ChosenName;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what Spring does not convert: whom a request is for, and names and ids that are refused in their own words. */
final class Parameters {

    static final String FILTER_REMEDY = "Correct it, or leave it out to see all.";
    static final String BODY_REMEDY = "Compare it with /v3/api-docs.";

    private Parameters() {}

    /**
     * A name that somebody chose, in a field of a body.
     *
     * @throws InvalidParameterException if it is none
     */
    static String chosenName(String field, String name, int maxLength) {
        return InvalidParameterException.refusedBy(field, BODY_REMEDY, () -> ChosenName.require("it", name, maxLength));
    }

    /**
     * The id of something in a path.
     *
     * @param what it is the id of
     * @param list the path that lists it
     * @throws InvalidParameterException if it is none
     */
    static UUID id(String id, String what, String list) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new InvalidParameterException(
                    "id", "id: it must be the id of %s. Find it with %s.".formatted(what, list));
        }
    }

    /** @throws io.tokentally.domain.access.ScopeMissingException if an API token asks that may not look so far */
    static void requireScope(CurrentViewer currentViewer, UsageScope scope) {
        currentViewer
                .session()
                .requireAny(
                        scope == UsageScope.ORGANIZATION
                                ? List.of(Scope.ORGANIZATION_USAGE)
                                : List.of(Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE));
    }

    /**
     * The viewer who would change something: in the organization asked for, or in their only one.
     *
     * @throws OrganizationNotNamedException if they belong to several and the request names none
     */
    static Viewer changingViewer(CurrentViewer currentViewer, @Nullable String organization) {
        List<Membership> choices = currentViewer.memberships();
        if (organization == null && choices.size() > 1) {
            throw new OrganizationNotNamedException(
                    "You belong to several organizations. Name the one that you mean in the parameter organization.",
                    choices);
        }
        return viewer(currentViewer, organization);
    }

    /** Whose prices are looked at: those of the organization asked for or chosen, or of the list. */
    static Payer payer(CurrentViewer currentViewer, @Nullable String organization) {
        return organization == null ? Payer.of(currentViewer) : new Payer(viewer(currentViewer, organization));
    }

    /** The viewer in the organization asked for, or in the one that they have chosen. */
    static Viewer viewer(CurrentViewer currentViewer, @Nullable String organization) {
        if (organization == null) {
            return currentViewer.viewer();
        }
        OrganizationId organizationId = InvalidParameterException.refusedBy(
                "organization",
                "Give the id of an organization that you belong to, or leave it out.",
                () -> new OrganizationId(organization));
        return currentViewer.viewerIn(organizationId);
    }
}
