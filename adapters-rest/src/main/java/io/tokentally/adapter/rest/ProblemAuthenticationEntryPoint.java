package io.tokentally.adapter.rest;

import io.tokentally.domain.access.SecondFactorRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/**
 * Asks for an API token or HTTP Basic with status 401 and a problem, whether nobody signed in or what they brought is wrong. Where it could not
 * be found out, since the accounts cannot be reached, the answer is 503: nobody shall take their password for wrong. Where no
 * password is looked at for a while, it is 429.
 */
public final class ProblemAuthenticationEntryPoint implements AuthenticationEntryPoint {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAuthenticationEntryPoint.class);

    /** Seconds after which it is worth trying again. */
    static final String RETRY_AFTER = "10";

    private final ProblemWriter problemWriter;
    private final SignInOptions options;

    ProblemAuthenticationEntryPoint(ProblemWriter problemWriter, SignInOptions options) {
        this.problemWriter = problemWriter;
        this.options = options;
    }

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException authenticationException)
            throws IOException {
        if (authenticationException instanceof AuthenticationServiceException) {
            LOG.warn("A sign-in could not be checked", authenticationException);
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
            problemWriter.write(request, response, Problem.unavailable());
            return;
        }
        if (authenticationException instanceof LockedException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
            problemWriter.write(request, response, Problem.tooManyAttempts());
            return;
        }
        if (authenticationException instanceof CredentialRefusedException refused) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, refused.challenge());
            problemWriter.write(request, response, Problem.unauthenticated(String.valueOf(refused.getMessage())));
            return;
        }
        if (authenticationException.getCause() instanceof SecondFactorRefusedException refused) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Tokentally\"");
            problemWriter.write(request, response, Problem.passwordNotEnough(String.valueOf(refused.getMessage())));
            return;
        }
        if (options.basic()) {
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Tokentally\", charset=\"UTF-8\"");
        }
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Tokentally\"");
        problemWriter.write(
                request,
                response,
                Problem.unauthenticated(
                        options.basic()
                                ? "Nobody is signed in, or the name or the password is wrong. Send an API token as Authorization:"
                                        + " Bearer, or name and password with HTTP Basic."
                                : "Nobody is signed in. Make an API token on your account page and send it as Authorization:"
                                        + " Bearer."));
    }
}
