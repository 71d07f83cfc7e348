package io.tokentally.bootstrap.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Requests that would change something and that a browser made for a page of another site: it attaches the cookies and the
 * credentials of the person who only looks at that page. Programs send no {@code Sec-Fetch-Site}, and no page can leave it out
 * or change it.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header">Fetch Metadata: Sec-Fetch-Site</a>
 */
final class ForeignRequests implements RequestMatcher {

    private static final Set<String> HARMLESS_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    @Override
    public boolean matches(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return !HARMLESS_METHODS.contains(request.getMethod()) && site != null && !OWN_SITES.contains(site);
    }
}
