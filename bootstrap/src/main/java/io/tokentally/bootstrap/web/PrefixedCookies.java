package io.tokentally.bootstrap.web;

import io.tokentally.domain.text.ParsesOutsideInput;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.Set;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.http.Rfc6265CookieProcessor;
import org.apache.tomcat.util.http.ServerCookies;

/**
 * Names cookies {@code __Host-…} by TLS, or {@code __Secure-…} where they are not for all paths, so that neither another host of the
 * domain nor whoever stands between by plain HTTP can set one. Inside of the application they go by their plain names; where a
 * browser sends both, the plain one is not seen.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265#section-8.6">RFC 6265, section 8.6: weak integrity</a>
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3">Cookie name prefixes</a>
 */
@ParsesOutsideInput
final class PrefixedCookies extends Rfc6265CookieProcessor {

    static final String HOST = "__Host-";
    static final String SECURE = "__Secure-";

    /** No cookie of ours is called so. */
    private static final String UNSEEN = "-";

    PrefixedCookies() {
        setSameSiteCookies("Lax");
    }

    @Override
    public String generateHeader(Cookie cookie, HttpServletRequest request) {
        return super.generateHeader(request != null && request.isSecure() ? prefixed(cookie) : cookie, request);
    }

    private static Cookie prefixed(Cookie cookie) {
        boolean ofHost = "/".equals(cookie.getPath()) && cookie.getDomain() == null;
        Cookie prefixed = new Cookie((ofHost ? HOST : SECURE) + cookie.getName(), cookie.getValue());
        cookie.getAttributes().forEach(prefixed::setAttribute);
        prefixed.setSecure(true);
        return prefixed;
    }

    @Override
    public void parseCookieHeader(MimeHeaders headers, ServerCookies cookies) {
        super.parseCookieHeader(headers, cookies);
        Set<String> prefixed = new HashSet<>();
        for (int i = 0; i < cookies.getCookieCount(); i++) {
            MessageBytes name = cookies.getCookie(i).getName();
            String plain = plain(name.toString());
            if (!plain.equals(name.toString())) {
                prefixed.add(plain);
            }
        }
        for (int i = 0; i < cookies.getCookieCount() && !prefixed.isEmpty(); i++) {
            MessageBytes name = cookies.getCookie(i).getName();
            String plain = plain(name.toString());
            if (!plain.equals(name.toString())) {
                name.setString(plain);
            } else if (prefixed.contains(plain)) {
                name.setString(UNSEEN);
            }
        }
    }

    private static String plain(String name) {
        return name.startsWith(HOST)
                ? name.substring(HOST.length())
                : name.startsWith(SECURE) ? name.substring(SECURE.length()) : name;
    }
}
