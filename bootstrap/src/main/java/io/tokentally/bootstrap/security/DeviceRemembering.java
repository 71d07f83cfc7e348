package io.tokentally.bootstrap.security;

import io.tokentally.adapter.session.CurrentSessions;
import io.tokentally.adapter.session.SignedInPerson;
import io.tokentally.application.port.out.access.SignInAttempts;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.ui.login.CodeController;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;

/**
 * Gives a browser that somebody has signed in with its cookie, and goes on to the page asked for; to the one that asks for the
 * code, where that is still to be given.
 */
final class DeviceRemembering extends SavedRequestAwareAuthenticationSuccessHandler {

    private final CurrentSessions sessions;
    private final SignInAttempts attempts;
    private final SecureRandom random;

    DeviceRemembering(CurrentSessions sessions, SignInAttempts attempts, SecureRandom random) {
        this.sessions = sessions;
        this.attempts = attempts;
        this.random = random;
        setRequestCache(new ReturnCookie());
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws ServletException, IOException {
        if (authentication.getPrincipal() instanceof SignedInPerson person) {
            if (isCodeToBeGiven(person)) {
                response.sendRedirect(request.getContextPath() + CodeController.PATH);
                return;
            }
            String known = DeviceCookie.in(request);
            String device = known == null ? DeviceCookie.give(request, response, random) : known;
            attempts.succeeded(person.person().userId(), "device", DeviceCookie.hash(device));
        }
        super.onAuthenticationSuccess(request, response, authentication);
    }

    private boolean isCodeToBeGiven(SignedInPerson person) {
        return sessions.find(person.token())
                .filter(session -> session.limit() == SessionLimit.SECOND_FACTOR)
                .isPresent();
    }
}
