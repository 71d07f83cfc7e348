package io.tokentally.demo;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps a demo that nobody asked for by name to this machine: refuses what a proxy passed on, and what asks for this server
 * under another machine's name, as a page does whose name was made to lead here (DNS rebinding).
 */
public final class DemoAccessFilter extends OncePerRequestFilter {

    private static final String REASON = "This is a demo with published passwords, for people at this machine only:"
            + " open it as localhost or 127.0.0.1, and without a proxy.";
    private static final String REMEDY = "Set TOKENTALLY_DEMO=false to start without demo accounts,"
            + " or TOKENTALLY_DEMO=true to show them to others all the same.";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (LoopbackHost.isOne(request.getServerName()) && !wasPassedOn(request)) {
            chain.doFilter(request, response);
        } else {
            refuse(request, response);
        }
    }

    private static boolean wasPassedOn(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.equals("forwarded") || name.startsWith("x-forwarded-"));
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String accepted = request.getHeader("Accept");
        boolean asPage = accepted != null && accepted.contains("text/html");
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setContentType(asPage ? "text/html" : "application/problem+json");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getWriter().write(asPage ? page() : problem());
    }

    private static String page() {
        return """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>Tokentally: for this machine only</title></head>
                <body><h1>For this machine only</h1><p>%s</p><p>%s</p></body>
                </html>
                """.formatted(REASON, REMEDY);
    }

    private static String problem() {
        return """
                {"type":"about:blank","title":"Forbidden","status":403,"detail":"%s %s"}""".formatted(REASON, REMEDY);
    }
}
