package io.tokentally.bootstrap.web;

import io.tokentally.ui.asset.Assets;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Has browsers keep a file whose address names its version: it is the same for ever, and Vaadin would have them ask again each hour. */
final class VersionedAssetFilter extends OncePerRequestFilter {

    static final String[] PATHS = {"/assets/*", "/VAADIN/build/*"};

    /** The scripts of the pages have a digest of what is in them in their names. */
    private static final Pattern DIGEST_IN_NAME = Pattern.compile("/VAADIN/build/[^/]+-[\\w-]{8}\\.(js|css)");

    /** A year, which is as long as caches keep anything. */
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, namesVersion(request) ? new KeptForEver(response) : response);
    }

    private static boolean namesVersion(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return Assets.namesVersion(request.getQueryString())
                || DIGEST_IN_NAME.matcher(path).matches();
    }

    /** Says so of what is found, whatever else is said of it. */
    private static final class KeptForEver extends HttpServletResponseWrapper {

        KeptForEver(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setHeader(String name, String value) {
            super.setHeader(
                    name, HttpHeaders.CACHE_CONTROL.equalsIgnoreCase(name) && getStatus() == SC_OK ? FOR_EVER : value);
        }
    }
}
