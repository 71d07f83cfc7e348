package io.tokentally.bootstrap.security;

import io.tokentally.domain.access.Session;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * How somebody tries to sign in, and from where.
 *
 * @param clientAddress as the server sees it, behind the proxies that it trusts
 * @param userAgent as the client says, cut to what is kept
 */
record SignInDetails(
        Session.Kind kind, String clientAddress, @Nullable String userAgent) {

    private static final int MAX_USER_AGENT = 300;

    static SignInDetails inBrowser(HttpServletRequest request) {
        return of(Session.Kind.BROWSER, request);
    }

    static SignInDetails withRequest(HttpServletRequest request) {
        return of(Session.Kind.BASIC, request);
    }

    private static SignInDetails of(Session.Kind kind, HttpServletRequest request) {
        return new SignInDetails(kind, request.getRemoteAddr(), printable(request.getHeader("User-Agent")));
    }

    private static @Nullable String printable(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String clean = text.replaceAll("[^\\x20-\\x7E]", "?");
        return clean.length() > MAX_USER_AGENT ? clean.substring(0, MAX_USER_AGENT) : clean;
    }
}
