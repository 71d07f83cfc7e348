package io.tokentally.bootstrap.security;

import io.tokentally.adapter.session.CurrentSessions;
import io.tokentally.adapter.session.SignedInPerson;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.text.ParsesOutsideInput;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Signs a request in by the API token that it shows, and by nothing else that it brings: a browser's session beside it counts
 * for nothing. The session of the token is not remembered in the browser's.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750">RFC 6750, Bearer Token Usage</a>
 */
@ParsesOutsideInput
final class BearerTokenFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer";

    private final BearerTokens tokens;
    private final CurrentSessions sessions;
    private final AuthenticationEntryPoint refusal;
    private final SecurityContextHolderStrategy contexts;

    BearerTokenFilter(
            BearerTokens tokens,
            CurrentSessions sessions,
            AuthenticationEntryPoint refusal,
            SecurityContextHolderStrategy contexts) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.refusal = refusal;
        this.contexts = contexts;
    }

    /** Whether the request shows a token, good or not. No page of another site can make a browser do so. */
    static boolean isShownIn(HttpServletRequest request) {
        return presented(request) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String presented = presented(request);
        if (presented != null) {
            try {
                Session session = tokens.open(presented, request.getRemoteAddr());
                sessions.noteActivity(session.token());
                contexts.setContext(contextOf(session));
            } catch (AuthenticationException e) {
                contexts.setContext(contexts.createEmptyContext());
                refusal.commence(request, response, e);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private SecurityContext contextOf(Session session) {
        SignedInPerson person = new SignedInPerson(session.person(), session.token());
        SecurityContext context = contexts.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(person, null, SessionFilter.authorities(session)));
        return context;
    }

    private static @Nullable String presented(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null
                        && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                        && (header.length() == SCHEME.length() || header.charAt(SCHEME.length()) == ' ')
                ? header.substring(SCHEME.length()).strip()
                : null;
    }
}
