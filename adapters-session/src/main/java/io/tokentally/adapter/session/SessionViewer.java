package io.tokentally.adapter.session;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ManageSessionsUseCase;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.OrganizationNotNamedException;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.domain.access.UnknownOrganizationException;
import io.tokentally.domain.access.Viewer;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/** The person signed in to this request, in the organization that they chose. */
final class SessionViewer implements CurrentViewer {

    private final CurrentSessions sessions;
    private final ManageSessionsUseCase manageSessions;
    private final SecurityContextHolderStrategy contexts;
    private final PageOrganization shown;

    /**
     * @param contexts where the filters of this application leave who signed in; the static holder may be another's
     */
    SessionViewer(
            CurrentSessions sessions,
            ManageSessionsUseCase manageSessions,
            SecurityContextHolderStrategy contexts,
            PageOrganization shown) {
        this.sessions = sessions;
        this.manageSessions = manageSessions;
        this.contexts = contexts;
        this.shown = shown;
    }

    @Override
    public Session session() {
        Authentication authentication = contexts.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof SignedInPerson person) {
            return sessions.find(person.token())
                    .orElseThrow(() -> new AccessRefusedException("Your session has ended. Sign in again."));
        }
        throw new AccessRefusedException("You are not signed in. Sign in first.");
    }

    @Override
    public Viewer viewer() {
        Session session = session();
        if (session.operator()) {
            throw new AccessRefusedException(
                    "Operators of the installation belong to no organization. Sign in with another account.");
        }
        if (session.memberships().isEmpty()) {
            throw new AccessRefusedException("You belong to no organization yet. Ask an owner to add you to theirs.");
        }
        return shown.shown()
                .map(session::membershipIn)
                .orElseGet(session::chosenMembership)
                .map(membership -> membership.viewer(session.token()))
                .orElseThrow(() -> new OrganizationNotNamedException(
                        "Choose the organization that you act for: you do not belong to the one chosen before any more.",
                        session.memberships()));
    }

    @Override
    public Viewer viewerIn(OrganizationId organizationId) {
        Session session = session();
        return session.membershipIn(organizationId)
                .map(membership -> membership.viewer(session.token()))
                .orElseThrow(() -> new UnknownOrganizationException(organizationId));
    }

    @Override
    public boolean mustChangePassword() {
        return session().limit() == SessionLimit.PASSWORD_CHANGE;
    }

    @Override
    public List<Membership> memberships() {
        return session().memberships();
    }

    @Override
    public void switchTo(OrganizationId organizationId) {
        Viewer viewer = viewerIn(organizationId);
        manageSessions.chooseOrganization(viewer);
        sessions.forget(viewer.token());
    }
}
