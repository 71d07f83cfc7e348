package io.tokentally.bootstrap.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What one client may have of the web port; an IPv6 /64 is one client.
 *
 * @param connectionsPerAddress open at once
 * @param requestsPerAddress under way at once
 * @param leastRate how fast the body of a request must come
 */
@ConfigurationProperties("tokentally.web")
record WebProperties(
        @DefaultValue("512") int connectionsPerAddress,
        @DefaultValue("50") int requestsPerAddress,
        @DefaultValue LeastRate leastRate) {

    WebProperties {
        if (connectionsPerAddress < 1 || requestsPerAddress < 1) {
            throw new IllegalArgumentException(
                    "tokentally.web: connections-per-address and requests-per-address must be 1 or more, not %d and %d"
                            .formatted(connectionsPerAddress, requestsPerAddress));
        }
    }

    /**
     * How fast a client must send a body.
     *
     * @param perSecond bytes; 0 sets no limit
     * @param grace that this is the average of
     */
    record LeastRate(
            @DefaultValue("1KB") DataSize perSecond,
            @DefaultValue("20s") Duration grace) {

        LeastRate {
            if (perSecond.isNegative() || grace.isNegative() || grace.isZero()) {
                throw new IllegalArgumentException(
                        "tokentally.web.least-rate: per-second must not be negative, and grace must be more than 0, not %s and %s"
                                .formatted(perSecond, grace));
            }
        }
    }
}
