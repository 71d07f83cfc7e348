package io.tokentally.adapter.rest;

import static io.tokentally.adapter.rest.InvalidParameterException.quote;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.Payer;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.OrganizationNotNamedException;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads request parameters, so that what is refused is named together with what would do. */
final class Parameters {

    static final String FILTER_REMEDY = "Correct it, or leave it out to see all.";

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private Parameters() {}

    /** The value, unless it is left out or empty. */
    static @Nullable String given(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    static int integer(String parameter, @Nullable String value, int ifLeftOut, int least, int most) {
        String text = given(value);
        if (text == null) {
            return ifLeftOut;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, in the same words.
        }
        throw new InvalidParameterException(
                parameter,
                "%s must be a whole number from %d to %d, not %s. Leave it out for %d."
                        .formatted(parameter, least, most, quote(text), ifLeftOut));
    }

    /** @throws IllegalArgumentException if it is no instant between 2000 and 2200 */
    static Instant instant(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (!instant.isBefore(EARLIEST) && instant.isBefore(LATEST)) {
                return instant;
            }
        } catch (DateTimeParseException e) {
            // Said below, in the same words.
        }
        throw new IllegalArgumentException(
                "it must be an instant from 2000 to 2199 such as 2026-10-15T12:00:00Z, not " + quote(text));
    }

    static UsageScope scope(@Nullable String value) {
        String text = given(value);
        return switch (text) {
            case null -> UsageScope.OWN;
            case "own" -> UsageScope.OWN;
            case "organization" -> UsageScope.ORGANIZATION;
            default ->
                throw new InvalidParameterException(
                        "scope",
                        "scope must be own or organization, not %s. Leave it out for own.".formatted(quote(text)));
        };
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
        if (given(organization) == null && choices.size() > 1) {
            throw new OrganizationNotNamedException(
                    "You belong to several organizations. Name the one that you mean in the parameter organization.",
                    choices);
        }
        return viewer(currentViewer, organization);
    }

    /** Whose prices are looked at: those of the organization asked for or chosen, or of the list. */
    static Payer payer(CurrentViewer currentViewer, @Nullable String organization) {
        return given(organization) == null ? Payer.of(currentViewer) : new Payer(viewer(currentViewer, organization));
    }

    /** The viewer in the organization asked for, or in the one that they have chosen. */
    static Viewer viewer(CurrentViewer currentViewer, @Nullable String organization) {
        String name = given(organization);
        if (name == null) {
            return currentViewer.viewer();
        }
        OrganizationId organizationId = InvalidParameterException.refusedBy(
                "organization",
                "Give the id of an organization that you belong to, or leave it out.",
                () -> new OrganizationId(name));
        return currentViewer.viewerIn(organizationId);
    }
}
