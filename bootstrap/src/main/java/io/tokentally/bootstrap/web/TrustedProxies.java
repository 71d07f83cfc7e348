package io.tokentally.bootstrap.web;

import io.tokentally.domain.net.ClientAddress;
import io.tokentally.domain.net.IpRange;
import java.net.InetAddress;
import java.util.List;

/** The proxies that the operator named: what they say of where a request comes from is believed, and of nobody else. */
public record TrustedProxies(List<IpRange> ranges) {

    public TrustedProxies {
        ranges = List.copyOf(ranges);
    }

    public boolean include(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    boolean include(ClientAddress address) {
        return include(address.address());
    }
}
