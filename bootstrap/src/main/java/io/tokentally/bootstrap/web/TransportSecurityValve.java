package io.tokentally.bootstrap.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Tells browsers that came by TLS, here or at a trusted proxy, to come by nothing else any more.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6797#section-7.2">RFC 6797, section 7.2: never over plain HTTP</a>
 */
final class TransportSecurityValve extends ValveBase {

    /** A year. Subdomains are not ours to speak for. */
    private static final String POLICY = "max-age=31536000";

    TransportSecurityValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", POLICY);
        }
        getNext().invoke(request, response);
    }
}
