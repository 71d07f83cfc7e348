package io.tokentally.adapter.alert;

import io.tokentally.domain.net.IpRange;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public Internet from those of one's own network, and of networks of none.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA's special-purpose addresses of IPv4</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">and of IPv6</a>
 */
final class OutsideAddresses {

    private static final List<IpRange> NOT_OUTSIDE = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    // Teredo, benchmarks, documentation, and 6to4, which wraps any address of IPv4.
                    "2001::/32",
                    "2001:2::/48",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(IpRange::parse)
            .toList();

    /** All that is given out of IPv6: loopback, link-local, unique local and wrapped addresses lie elsewhere. */
    private static final IpRange GLOBAL_IPV6 = IpRange.parse("2000::/3");

    private OutsideAddresses() {}

    /** An IPv4 address that is wrapped in an IPv6 one counts as itself: the JDK reads it so. */
    static boolean contain(InetAddress address) {
        return (address instanceof Inet4Address || GLOBAL_IPV6.contains(address))
                && NOT_OUTSIDE.stream().noneMatch(range -> range.contains(address));
    }
}
