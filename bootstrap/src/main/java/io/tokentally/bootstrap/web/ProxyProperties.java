package io.tokentally.bootstrap.web;

import io.tokentally.domain.net.IpRange;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who stands between clients and the ports.
 *
 * @param trustedProxies addresses, or ranges of them, of the proxies whose word is taken for where a request comes from
 */
@ConfigurationProperties("tokentally")
record ProxyProperties(@DefaultValue List<String> trustedProxies) {

    ProxyProperties {
        trustedProxies = trustedProxies.stream()
                .map(String::strip)
                .filter(range -> !range.isEmpty())
                .toList();
    }

    /** @throws IllegalArgumentException if one of them is no address and no range; the message names the setting */
    TrustedProxies proxies() {
        return new TrustedProxies(
                trustedProxies.stream().map(ProxyProperties::range).toList());
    }

    private static IpRange range(String text) {
        try {
            return IpRange.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("tokentally.trusted-proxies: " + e.getMessage(), e);
        }
    }
}
