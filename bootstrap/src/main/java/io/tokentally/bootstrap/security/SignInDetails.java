package io.tokentally.bootstrap.security;

import io.tokentally.domain.access.Session;
import io.tokentally.domain.net.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * How somebody tries to sign in, and from where.
 *
 * @param clientAddress as the server sees it, behind the proxies that it trusts
 * @param userAgent as the client says, cut to what is kept
 * @param cookie what the browser's cookie of known devices holds
 */
record SignInDetails(
        Session.Kind kind,
        String clientAddress,
        @Nullable String userAgent,
        @Nullable String cookie) {

    private static final SignInDetails UNKNOWN = new SignInDetails(Session.Kind.BASIC, "", null, null);
    private static final int MAX_USER_AGENT = 300;

    static SignInDetails inBrowser(HttpServletRequest request) {
        return of(Session.Kind.BROWSER, request, DeviceCookie.in(request));
    }

    static SignInDetails withRequest(HttpServletRequest request) {
        return of(Session.Kind.BASIC, request, null);
    }

    /** Those of an attempt. */
    static SignInDetails of(Authentication attempt) {
        return attempt.getDetails() instanceof SignInDetails details ? details : UNKNOWN;
    }

    /** Whom limits per client count as one, as written. */
    String clientBlock() {
        return ClientAddress.parse(clientAddress)
                .map(address -> address.block().toString())
                .orElse(clientAddress);
    }

    /** The hash of the cookie, which is all that is kept of it. */
    byte @Nullable [] device() {
        return cookie == null ? null : DeviceCookie.hash(cookie);
    }

    private static SignInDetails of(Session.Kind kind, HttpServletRequest request, @Nullable String device) {
        return new SignInDetails(kind, request.getRemoteAddr(), printable(request.getHeader("User-Agent")), device);
    }

    private static @Nullable String printable(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String clean = text.replaceAll("[^\\x20-\\x7E]", "?");
        return clean.length() > MAX_USER_AGENT ? clean.substring(0, MAX_USER_AGENT) : clean;
    }
}
