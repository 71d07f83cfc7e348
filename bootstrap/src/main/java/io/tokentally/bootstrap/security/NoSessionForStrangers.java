package io.tokentally.bootstrap.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets whoever has not signed in get files and pages, and no session, which is memory for an hour. Of the addresses that Vaadin
 * takes for files of everybody's, those at which there is no file would lead to its own start page, and to a session for it: they are not
 * found.
 */
final class NoSessionForStrangers extends OncePerRequestFilter {

    private final SecurityContextHolderStrategy contexts;
    private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

    NoSessionForStrangers(SecurityContextHolderStrategy contexts) {
        this.contexts = contexts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (trust.isAuthenticated(contexts.getContext().getAuthentication())) {
            chain.doFilter(request, response);
            return;
        }
        try {
            chain.doFilter(new Sessionless(request), response);
        } catch (ServletException | RuntimeException e) {
            if (!isOfAMissingSession(e)) {
                throw e;
            }
            if (!response.isCommitted()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            }
        }
    }

    /** What is said of the error, too, is said without a session. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private static boolean isOfAMissingSession(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoSessionException) {
                return true;
            }
        }
        return false;
    }

    private static final class Sessionless extends HttpServletRequestWrapper {

        Sessionless(HttpServletRequest request) {
            super(request);
        }

        @Override
        public HttpSession getSession() {
            HttpSession session = getSession(false);
            if (session == null) {
                throw new NoSessionException();
            }
            return session;
        }

        @Override
        public @Nullable HttpSession getSession(boolean create) {
            return create ? getSession() : super.getSession(false);
        }
    }

    /**
     * Thrown each time that a stranger's request would make a session, so without a trace. Tomcat writes an error into the log for whatever
     * a servlet throws, but for what is the request's fault at its root.
     */
    private static final class NoSessionException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoSessionException() {
            super(
                    "Nobody has a session who has not signed in",
                    new BadRequestException("Not for whoever has not signed in"),
                    false,
                    false);
        }
    }
}
