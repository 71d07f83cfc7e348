package io.tokentally.bootstrap.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.util.SessionConfig;
import org.apache.catalina.valves.ValveBase;

/**
 * By TLS takes a session from a cookie with a prefix alone: any other may have been set by whoever the prefix keeps out. A session
 * is never taken from an address.
 */
final class SessionCookieValve extends ValveBase {

    SessionCookieValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.isRequestedSessionIdFromURL() || (request.isSecure() && !isPrefixed(request))) {
            request.setRequestedSessionId(null);
        }
        getNext().invoke(request, response);
    }

    private static boolean isPrefixed(Request request) {
        String name = SessionConfig.getSessionCookieName(request.getContext());
        return Collections.list(request.getHeaders("Cookie")).stream()
                .anyMatch(cookies -> cookies.contains(PrefixedCookies.HOST + name + "=")
                        || cookies.contains(PrefixedCookies.SECURE + name + "="));
    }
}
