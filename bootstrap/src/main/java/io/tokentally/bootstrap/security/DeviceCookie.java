package io.tokentally.bootstrap.security;

import io.tokentally.domain.text.ParsesOutsideInput;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of a browser that somebody has signed in with: 256 bits of chance that open nothing. Where an account takes no more
 * attempts from anywhere, it does so from there.
 */
@ParsesOutsideInput
final class DeviceCookie {

    static final String NAME = "tokentally-device";

    private static final int BYTES = 32;
    private static final Duration KEPT_FOR = Duration.ofDays(365);

    private DeviceCookie() {}

    static @Nullable String in(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (NAME.equals(cookie.getName()) && cookie.getValue().matches("[0-9a-f]{64}")) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    /** Gives the browser one, and returns what it holds. */
    static String give(HttpServletRequest request, HttpServletResponse response, SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String value = HexFormat.of().formatHex(bytes);
        Cookie cookie = new Cookie(NAME, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge(Math.toIntExact(KEPT_FOR.toSeconds()));
        response.addCookie(cookie);
        return value;
    }

    static byte[] hash(String value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
