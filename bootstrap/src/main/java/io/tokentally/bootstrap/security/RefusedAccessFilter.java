package io.tokentally.bootstrap.security;

import io.tokentally.adapter.session.CurrentSessions;
import io.tokentally.adapter.session.SignedInPerson;
import io.tokentally.application.port.out.access.AuthenticationAudit;
import io.tokentally.domain.access.Session;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Writes down that somebody who is known was refused by the API or the actuator. However many requests they send, the audit log sums
 * them by address and minute.
 */
final class RefusedAccessFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedAccessFilter.class);

    private final CurrentSessions sessions;
    private final AuthenticationAudit audit;
    private final SecurityContextHolderStrategy contexts;

    RefusedAccessFilter(CurrentSessions sessions, AuthenticationAudit audit, SecurityContextHolderStrategy contexts) {
        this.sessions = sessions;
        this.audit = audit;
        this.contexts = contexts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        Authentication authentication = contexts.getContext().getAuthentication();
        if (response.getStatus() == HttpServletResponse.SC_FORBIDDEN
                && authentication != null
                && authentication.getPrincipal() instanceof SignedInPerson person) {
            note(person, request.getRemoteAddr());
        }
    }

    /** The answer is on its way: that it cannot be written down changes nothing of it. */
    private void note(SignedInPerson person, String clientAddress) {
        try {
            audit.note(
                    AuthenticationAudit.Event.ACCESS_REFUSED,
                    sessions.find(person.token())
                            .map(Session::chosenOrganization)
                            .orElse(null),
                    person.person().userId(),
                    person.person().login(),
                    clientAddress);
        } catch (DataAccessException e) {
            LOG.warn("A refused request could not be written down", e);
        }
    }
}
