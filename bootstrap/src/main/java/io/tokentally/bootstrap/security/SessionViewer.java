package io.tokentally.bootstrap.security;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.out.access.Accounts.Account;
import io.tokentally.application.service.access.SignInService;
import io.tokentally.domain.access.AccessDenied;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UnknownOrganization;
import io.tokentally.domain.access.Viewer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The person signed in to this request, in the organization that they chose in this session. Memberships are read from
 * the database each time: one that was taken away is gone with the next click.
 */
final class SessionViewer implements CurrentViewer {

    private static final String CHOSEN = SessionViewer.class.getName() + ".organization";

    private final SignInService signIn;
    private final SecurityContextHolderStrategy contexts;

    /** @param contexts where the filters of this application leave who signed in; the static holder may be another's */
    SessionViewer(SignInService signIn, SecurityContextHolderStrategy contexts) {
        this.signIn = signIn;
        this.contexts = contexts;
    }

    @Override
    public Viewer viewer() {
        List<Membership> memberships = memberships();
        String chosen = chosen();
        return memberships.stream()
                .filter(membership -> membership.organizationId().value().equals(chosen))
                .findFirst()
                .or(() -> memberships.stream().findFirst())
                .map(Membership::viewer)
                .orElseThrow(() ->
                        new AccessDenied("You belong to no organization yet. Ask an owner to add you to theirs."));
    }

    @Override
    public Viewer viewerIn(OrganizationId organizationId) {
        return memberships().stream()
                .filter(membership -> membership.organizationId().equals(organizationId))
                .findFirst()
                .map(Membership::viewer)
                .orElseThrow(() -> new UnknownOrganization(organizationId));
    }

    @Override
    public boolean mustChangePassword() {
        return signIn.findAccount(person().getUsername())
                .map(Account::oneTimePassword)
                .orElse(false);
    }

    @Override
    public List<Membership> memberships() {
        return signIn.membershipsOf(person().person().userId());
    }

    @Override
    public void switchTo(OrganizationId organizationId) {
        Viewer viewer = viewerIn(organizationId);
        RequestContextHolder.currentRequestAttributes()
                .setAttribute(CHOSEN, viewer.organizationId().value(), RequestAttributes.SCOPE_SESSION);
    }

    // A request by HTTP Basic has no session, and asking for the attribute makes none.
    private static @Nullable String chosen() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request == null ? null : (String) request.getAttribute(CHOSEN, RequestAttributes.SCOPE_SESSION);
    }

    private SignedInPerson person() {
        Authentication authentication = contexts.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof SignedInPerson person) {
            return person;
        }
        throw new AccessDenied("You are not signed in. Sign in first.");
    }
}
