package io.tokentally.bootstrap.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one client may have of the web port; an IPv6 /64 is one client.
 *
 * @param connectionsPerAddress open at once
 * @param requestsPerAddress under way at once
 */
@ConfigurationProperties("tokentally.web")
record WebProperties(
        @DefaultValue("512") int connectionsPerAddress,
        @DefaultValue("50") int requestsPerAddress) {

    WebProperties {
        if (connectionsPerAddress < 1 || requestsPerAddress < 1) {
            throw new IllegalArgumentException(
                    "tokentally.web: connections-per-address and requests-per-address must be 1 or more, not %d and %d"
                            .formatted(connectionsPerAddress, requestsPerAddress));
        }
    }
}
