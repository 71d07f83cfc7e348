package io.tokentally.bootstrap.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Requests that would change something and that a browser made for a page of another site: it attaches the cookies and the
 * credentials of the person who only looks at that page. No page can leave {@code Sec-Fetch-Site} out or change it; a browser
 * that is too old for it, or to which this address is not secure, names the page in {@code Origin} or in {@code Referer}.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header">Fetch Metadata: Sec-Fetch-Site</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6454#section-7">RFC 6454, section 7: Origin</a>
 */
final class CrossSiteRequestMatcher implements RequestMatcher {

    private static final Set<String> HARMLESS_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");
    private static final Set<Integer> USUAL_PORTS = Set.of(80, 443);

    private final boolean silentIsForeign;

    private CrossSiteRequestMatcher(boolean silentIsForeign) {
        this.silentIsForeign = silentIsForeign;
    }

    /** Those of browsers; a request without any of the three headers is a program's, which no page can misuse. */
    static CrossSiteRequestMatcher ofBrowsers() {
        return new CrossSiteRequestMatcher(false);
    }

    /** All that do not say that they come from a page of ours, for forms that only a browser sends. */
    static CrossSiteRequestMatcher allButOwn() {
        return new CrossSiteRequestMatcher(true);
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        return !HARMLESS_METHODS.contains(request.getMethod()) && !isOwn(request);
    }

    private boolean isOwn(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return OWN_SITES.contains(site);
        }
        String origin = request.getHeader("Origin");
        if (origin != null) {
            return isHere(origin, request);
        }
        String referer = request.getHeader("Referer");
        return referer == null ? !silentIsForeign : isHere(referer, request);
    }

    private static boolean isHere(String page, HttpServletRequest request) {
        URI address = parse(page);
        return address != null
                && request.getServerName().equalsIgnoreCase(address.getHost())
                && isSamePort(address, request.getServerPort());
    }

    /** A proxy that takes TLS off leaves the usual port of the one scheme to stand for that of the other. */
    private static boolean isSamePort(URI page, int own) {
        int port = page.getPort() >= 0 ? page.getPort() : "https".equalsIgnoreCase(page.getScheme()) ? 443 : 80;
        return port == own || (USUAL_PORTS.contains(port) && USUAL_PORTS.contains(own));
    }

    private static @Nullable URI parse(String page) {
        try {
            return URI.create(page);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
