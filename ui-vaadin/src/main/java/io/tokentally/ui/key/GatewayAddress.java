package io.tokentally.ui.key;

import com.vaadin.flow.server.VaadinServletRequest;

/**
 * Where programs reach the gateway.
 *
 * @param publicUrl as people outside know it; empty for this host
 * @param tls whether it speaks TLS on this host
 * @param port on this host
 */
public record GatewayAddress(String publicUrl, boolean tls, int port) {

    /** Without a slash at its end; for this host, by the name that the browser calls it by. */
    String url() {
        if (!publicUrl.isBlank()) {
            return publicUrl.strip().replaceFirst("/+$", "");
        }
        VaadinServletRequest request = VaadinServletRequest.getCurrent();
        String host = request == null ? "localhost" : request.getServerName();
        return "%s://%s:%d".formatted(tls ? "https" : "http", host, port);
    }
}
