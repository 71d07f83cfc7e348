package io.tokentally.bootstrap.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Leaves what a page of another site asked for uncompressed. Who can have a browser ask for an answer that holds both a text of theirs and
 * a secret learns the secret from its compressed length, bit by bit, without ever reading it; nobody else can make it ask. No page can
 * leave {@code Sec-Fetch-Site} out or change it.
 *
 * @see <a href="https://breachattack.com/">BREACH</a>
 * @see <a href="https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header">Fetch Metadata: Sec-Fetch-Site</a>
 */
final class ForeignRequestCompressionValve extends ValveBase {

    /** A page of ours, or what somebody typed or chose from their bookmarks. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    ForeignRequestCompressionValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !OWN_SITES.contains(site)) {
            request.getCoyoteRequest().getMimeHeaders().removeHeader("Accept-Encoding");
        }
        getNext().invoke(request, response);
    }
}
