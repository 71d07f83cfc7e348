package io.tokentally.demo;

import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** What in the settings says that people at other machines come in here. */
final class Exposure {

    private final Environment settings;

    Exposure(Environment settings) {
        this.settings = settings;
    }

    /** A sentence for each setting that says so; none where only this machine comes in. */
    List<String> reasons(InetAddress address) {
        List<String> reasons = new ArrayList<>();
        if (!address.isLoopbackAddress()) {
            reasons.add("the address %s (SERVER_ADDRESS) can be reached from other machines"
                    .formatted(address.getHostAddress()));
        }
        String gateway = value("tokentally.gateway.address");
        if (!"false".equals(value("tokentally.gateway.enabled"))
                && !gateway.isEmpty()
                && !LoopbackHost.isOne(gateway)) {
            reasons.add("the gateway's address %s (TOKENTALLY_GATEWAY_ADDRESS) can be reached from other machines"
                    .formatted(gateway));
        }
        String publicUrl = value("tokentally.gateway.public-url");
        if (!publicUrl.isEmpty() && !isLoopback(publicUrl)) {
            reasons.add("people outside know the gateway as %s (TOKENTALLY_GATEWAY_PUBLICURL)".formatted(publicUrl));
        }
        if (!proxies().isEmpty()) {
            reasons.add("a proxy passes calls on (TOKENTALLY_TRUSTEDPROXIES)");
        }
        String strategy = value("server.forward-headers-strategy");
        if (!strategy.isEmpty() && !"none".equalsIgnoreCase(strategy)) {
            reasons.add("a proxy passes calls on (SERVER_FORWARDHEADERSSTRATEGY)");
        }
        return reasons;
    }

    private String value(String name) {
        return Binder.get(settings)
                .bind(name, Bindable.of(String.class))
                .orElse("")
                .strip();
    }

    private List<String> proxies() {
        return Binder.get(settings)
                .bind("tokentally.trusted-proxies", Bindable.listOf(String.class))
                .orElse(List.of())
                .stream()
                .filter(proxy -> !proxy.isBlank())
                .toList();
    }

    private static boolean isLoopback(String url) {
        try {
            String host = URI.create(url).getHost();
            return host != null && LoopbackHost.isOne(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
