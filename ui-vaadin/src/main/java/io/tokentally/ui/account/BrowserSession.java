package io.tokentally.ui.account;

import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServletRequest;
import jakarta.servlet.http.HttpServletRequest;

/** The session by which the browser of the request at hand is known. */
final class BrowserSession {

    private BrowserSession() {}

    /** Has it known by another cookie from now on, as at a sign-in: whoever knew the one of before is out. */
    static void renew() {
        if (VaadinRequest.getCurrent() instanceof VaadinServletRequest current) {
            HttpServletRequest request = current.getHttpServletRequest();
            if (request.isRequestedSessionIdFromCookie() && request.getSession(false) != null) {
                request.changeSessionId();
            }
        }
    }
}
