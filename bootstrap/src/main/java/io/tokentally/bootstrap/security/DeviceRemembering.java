package io.tokentally.bootstrap.security;

import io.tokentally.application.port.out.access.SignInAttempts;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;

/** Gives a browser that somebody has signed in with for the first time its cookie, and goes on to the page asked for. */
final class DeviceRemembering extends SavedRequestAwareAuthenticationSuccessHandler {

    private final SignInAttempts attempts;
    private final SecureRandom random;

    DeviceRemembering(SignInAttempts attempts, SecureRandom random) {
        this.attempts = attempts;
        this.random = random;
        setRequestCache(new ReturnCookie());
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws ServletException, IOException {
        if (DeviceCookie.in(request) == null && authentication.getPrincipal() instanceof SignedInPerson person) {
            String device = DeviceCookie.give(request, response, random);
            attempts.succeeded(person.person().userId(), "device", DeviceCookie.hash(device));
        }
        super.onAuthenticationSuccess(request, response, authentication);
    }
}
