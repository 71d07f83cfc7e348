package io.tokentally.bootstrap.security;

import io.tokentally.ui.login.SignInNotice;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Answers a sign-in that another page sent with the page to sign in by, which says so; anything else with 403. */
final class ForeignForm implements AccessDeniedHandler {

    private final RequestMatcher signInForm;
    private final AccessDeniedHandler others = new AccessDeniedHandlerImpl();

    ForeignForm(RequestMatcher signInForm) {
        this.signInForm = signInForm;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException, ServletException {
        if (signInForm.matches(request)) {
            response.sendRedirect(request.getContextPath() + SignInNotice.FOREIGN.address());
        } else {
            others.handle(request, response, denied);
        }
    }
}
