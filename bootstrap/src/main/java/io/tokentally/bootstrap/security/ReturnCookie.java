package io.tokentally.bootstrap.security;

import io.tokentally.domain.text.ParsesOutsideInput;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;

/**
 * The page that somebody asked for before they signed in, kept in their own browser: a stranger who asks for pages makes no
 * session here. Only a path of this application is believed, since anybody may write a cookie.
 */
@ParsesOutsideInput
final class ReturnCookie implements RequestCache {

    static final String NAME = "TOKENTALLY_RETURN";

    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int MAX_LENGTH = 1_500;

    /** One slash, since two lead to another host, and so does a backslash in a browser; visible ASCII alone. */
    private static final Pattern OWN_PATH = Pattern.compile("/(?![/\\\\])[\\x21-\\x5B\\x5D-\\x7E]*");

    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        String query = request.getQueryString();
        String page = request.getRequestURI() + (query == null ? "" : "?" + query);
        if (request.getMethod().equals("GET") && isOwn(page)) {
            byte[] bytes = page.getBytes(StandardCharsets.US_ASCII);
            response.addCookie(
                    cookie(request, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), KEPT));
        }
    }

    @Override
    public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        return page(request).map(SimpleSavedRequest::new).orElse(null);
    }

    /** Nothing of the first request is played back but its address. */
    @Override
    public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        return null;
    }

    @Override
    public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
        if (written(request).isPresent()) {
            response.addCookie(cookie(request, "", Duration.ZERO));
        }
    }

    private static Optional<String> page(HttpServletRequest request) {
        return written(request).flatMap(ReturnCookie::decode).filter(ReturnCookie::isOwn);
    }

    private static Optional<String> written(HttpServletRequest request) {
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().equals(NAME)) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> decode(String value) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(value), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isOwn(String page) {
        return page.length() <= MAX_LENGTH && OWN_PATH.matcher(page).matches();
    }

    private static Cookie cookie(HttpServletRequest request, String value, Duration age) {
        Cookie cookie = new Cookie(NAME, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge(Math.toIntExact(age.toSeconds()));
        return cookie;
    }
}
