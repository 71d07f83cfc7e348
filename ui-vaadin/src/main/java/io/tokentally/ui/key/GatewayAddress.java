package io.tokentally.ui.key;

import com.vaadin.flow.server.VaadinServletRequest;
import io.tokentally.domain.key.ReachableUpstream;
import java.util.List;

/**
 * Where programs reach the gateway.
 *
 * @param publicUrl as people outside know it; empty for this host
 * @param tls whether it speaks TLS on this host
 * @param port on this host
 * @param upstreams what it leads to
 */
public record GatewayAddress(String publicUrl, boolean tls, int port, List<ReachableUpstream> upstreams) {

    public GatewayAddress {
        upstreams = List.copyOf(upstreams);
    }

    /** What clients of an upstream are given. */
    String url(ReachableUpstream upstream) {
        return url() + upstream.path();
    }

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
