package io.tokentally.bootstrap.web;

import io.tokentally.ui.shell.ScriptNonces;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Sets the headers of every answer before anybody can begin to write it: pages, errors, redirects, files, and what Tomcat
 * itself refuses. Whoever answers may still say something more exact, for instance how long a file keeps.
 */
final class ResponseHeadersValve extends ValveBase {

    private static final int NONCE_BYTES = 16;

    private static final String PERMISSIONS = "accelerometer=(), camera=(), display-capture=(), geolocation=(),"
            + " gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    private final SecureRandom random;

    ResponseHeadersValve(SecureRandom random) {
        super(true);
        this.random = random;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        PageKind kind = PageKind.of(pathOf(request));
        response.setHeader("Content-Security-Policy", kind.contentSecurityPolicy(nonceFor(kind, request)));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        if (kind.runsScripts()) {
            response.setHeader("Permissions-Policy", PERMISSIONS);
        }
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cache-Control", kind == PageKind.STATIC_FILE ? "no-cache" : "no-store");
        getNext().invoke(request, response);
    }

    private String nonceFor(PageKind kind, Request request) {
        if (!kind.needsNonce()) {
            return "";
        }
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = Base64.getEncoder().encodeToString(bytes);
        request.setAttribute(ScriptNonces.ATTRIBUTE, nonce);
        return nonce;
    }

    /** Empty where Tomcat could not read the path and refuses the request. */
    private static String pathOf(Request request) {
        String path = request.getDecodedRequestURI();
        String context = request.getContextPath();
        return path == null ? "" : context == null ? path : path.substring(Math.min(context.length(), path.length()));
    }
}
