package io.tokentally.bootstrap.security;

import static org.springframework.security.web.context.HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;

import io.tokentally.adapter.session.CurrentSessions;
import io.tokentally.adapter.session.SignedInPerson;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.ui.login.CodeController;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks up at each request whether the session still lasts and what its person may do: what was true at the sign-in counts for
 * nothing.
 */
final class SessionFilter extends OncePerRequestFilter {

    /** What a session has that is limited to nothing. */
    static final String FULL_SESSION = "FULL_SESSION";

    /** What an operator's token has that may read the installation's metrics. */
    static final String READS_METRICS = "SCOPE_METRICS";

    /** Below which a page's own files are. */
    private static final List<String> FILES = List.of("/assets/", "/aura/", "/VAADIN/");

    private final CurrentSessions sessions;
    private final SecurityContextHolderStrategy contexts;
    private final RequestMatcher codeForm =
            PathPatternRequestMatcher.withDefaults().matcher(CodeController.PATH);

    SessionFilter(CurrentSessions sessions, SecurityContextHolderStrategy contexts) {
        this.sessions = sessions;
        this.contexts = contexts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = contexts.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof SignedInPerson person) {
            Optional<Session> session = sessions.find(person.token());
            if (session.isPresent() && isWaiting(session.get()) && !codeForm.matches(request)) {
                // Whoever has given the password alone is nobody elsewhere.
                contexts.setContext(contexts.createEmptyContext());
            } else if (session.isPresent()) {
                SecurityContext context = contextOf(person, authentication.getDetails(), session.get());
                contexts.setContext(context);
                leaveToViews(request, context);
                if (isAct(request)) {
                    sessions.noteActivity(person.token());
                }
            } else {
                forget(request);
            }
        }
        chain.doFilter(request, response);
    }

    private static boolean isWaiting(Session session) {
        return session.limit() == SessionLimit.SECOND_FACTOR;
    }

    /** Views ask the browser's session who is there, and find what was true at the sign-in unless it is replaced. */
    private static void leaveToViews(HttpServletRequest request, SecurityContext context) {
        HttpSession httpSession = request.getSession(false);
        if (httpSession != null && httpSession.getAttribute(SPRING_SECURITY_CONTEXT_KEY) != null) {
            httpSession.setAttribute(SPRING_SECURITY_CONTEXT_KEY, context);
        }
    }

    private void forget(HttpServletRequest request) {
        HttpSession httpSession = request.getSession(false);
        if (httpSession != null) {
            httpSession.invalidate();
        }
        contexts.setContext(contexts.createEmptyContext());
    }

    private SecurityContext contextOf(SignedInPerson person, @Nullable Object details, Session session) {
        UsernamePasswordAuthenticationToken current =
                UsernamePasswordAuthenticationToken.authenticated(person, null, authorities(session));
        current.setDetails(details);
        SecurityContext context = contexts.createEmptyContext();
        context.setAuthentication(current);
        return context;
    }

    /** What holds of the session now. A token has no role: it may do what its scopes name, and no path asks for another. */
    static List<GrantedAuthority> authorities(Session session) {
        List<GrantedAuthority> authorities = new ArrayList<>();
        if (session.scopes() != null && session.limit() == SessionLimit.NONE) {
            authorities.add(new SimpleGrantedAuthority(FULL_SESSION));
            if (session.operator() && session.may(Session.Scope.METRICS)) {
                authorities.add(new SimpleGrantedAuthority(READS_METRICS));
            }
            return authorities;
        }
        if (session.limit() == SessionLimit.NONE) {
            authorities.add(new SimpleGrantedAuthority(FULL_SESSION));
            session.memberships().stream()
                    .map(membership -> "ROLE_" + membership.role().name())
                    .distinct()
                    .map(SimpleGrantedAuthority::new)
                    .forEach(authorities::add);
            if (session.operates()) {
                authorities.add(new SimpleGrantedAuthority("ROLE_OPERATOR"));
            }
        }
        return authorities;
    }

    /**
     * Not what a page does by itself: it asks again every few seconds, whether anybody is there or not, and so it does for files
     * while it waits for the server. The query is looked at as it came, since one that cannot be decoded is for the API to tell of.
     */
    private static boolean isAct(HttpServletRequest request) {
        String query = request.getQueryString();
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return (query == null || !query.contains("v-r=")) && FILES.stream().noneMatch(path::startsWith);
    }
}
