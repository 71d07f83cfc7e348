package io.tokentally.ui.key;

import com.vaadin.flow.server.VaadinServletRequest;
import io.tokentally.domain.key.ReachableUpstream;
import io.tokentally.domain.metering.Provider;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Where programs reach the gateway.
 *
 * @param publicUrl as people outside know it; empty for this host
 * @param tls whether it speaks TLS on this host
 * @param port on this host, known once the gateway listens
 * @param upstreams what it leads to
 */
public record GatewayAddress(String publicUrl, boolean tls, IntSupplier port, List<ReachableUpstream> upstreams) {

    public GatewayAddress {
        upstreams = List.copyOf(upstreams);
    }

    /** What clients of an upstream are given. */
    String url(ReachableUpstream upstream) {
        return url() + upstream.path();
    }

    /**
     * A call in a shell, of the first upstream that speaks OpenAI's protocol; absent if none does.
     *
     * @param key what stands for the key, or the key
     */
    public Optional<String> exampleCall(String key) {
        return upstreams.stream()
                .filter(upstream -> upstream.protocol().equals(Provider.OPENAI))
                .findFirst()
                .map(upstream -> """
                        KEY=%s
                        curl %s/chat/completions \\
                          -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
                          -d '{"model": "gpt-6-luna", "messages": [{"role": "user", "content": "Hello"}]}'\
                        """.formatted(key, url(upstream)));
    }

    /** Without a slash at its end; for this host, by the name that the browser calls it by. */
    String url() {
        if (!publicUrl.isBlank()) {
            return publicUrl.strip().replaceFirst("/+$", "");
        }
        VaadinServletRequest request = VaadinServletRequest.getCurrent();
        String host = request == null ? "localhost" : request.getServerName();
        return "%s://%s:%d".formatted(tls ? "https" : "http", host, port.getAsInt());
    }
}
