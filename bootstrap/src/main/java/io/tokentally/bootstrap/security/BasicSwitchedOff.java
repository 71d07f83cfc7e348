package io.tokentally.bootstrap.security;

import io.tokentally.adapter.rest.CredentialRefusedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses whoever sends a password with a request, and says what to send in its place. The password is not looked at. */
final class BasicSwitchedOff extends OncePerRequestFilter {

    private static final String SCHEME = "Basic";

    private final AuthenticationEntryPoint refusal;

    BasicSwitchedOff(AuthenticationEntryPoint refusal) {
        this.refusal = refusal;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            refusal.commence(
                    request,
                    response,
                    new CredentialRefusedException(
                            CredentialRefusedException.Kind.BASIC,
                            "Signing in with a password is switched off for programs here. Make an API token on your account"
                                    + " page and send it as Authorization: Bearer."));
            return;
        }
        chain.doFilter(request, response);
    }
}
