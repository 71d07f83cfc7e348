package io.tokentally.domain.net;

import io.tokentally.domain.text.ParsesOutsideInput;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Where a client calls from.
 *
 * @param address without a scope or a name; an IPv4 address that is wrapped in an IPv6 one as itself
 */
@ParsesOutsideInput
public record ClientAddress(InetAddress address) {

    /** One subscriber is given as many IPv6 addresses as this prefix holds, or more (RFC 6177, section 2). */
    private static final int IPV6_BLOCK = 64;

    public ClientAddress {
        address = IpLiteral.plain(address);
    }

    public static ClientAddress of(InetAddress address) {
        return new ClientAddress(address);
    }

    /**
     * Reads an address as proxies write it: {@code 192.0.2.1}, {@code 192.0.2.1:443}, {@code 2001:db8::1},
     * {@code [2001:db8::1]:443}. Names are not looked up.
     *
     * @return nothing if it is something else, such as {@code unknown}
     */
    public static Optional<ClientAddress> parse(String text) {
        String written = text.strip();
        return IpLiteral.read(written.startsWith("[") ? withoutBrackets(written) : withoutPort(written))
                .map(ClientAddress::new);
    }

    private static String withoutBrackets(String written) {
        int end = written.indexOf(']');
        String rest = written.substring(end + 1);
        boolean wellFormed = end > 0 && (rest.isEmpty() || isPort(rest));
        String inside = wellFormed ? written.substring(1, end) : "";
        return inside.indexOf(':') < 0 ? "" : inside;
    }

    private static String withoutPort(String written) {
        int colon = written.indexOf(':');
        boolean hasPort = colon >= 0 && colon == written.lastIndexOf(':') && isPort(written.substring(colon));
        return hasPort ? written.substring(0, colon) : written;
    }

    private static boolean isPort(String text) {
        return text.matches(":\\d{1,5}");
    }

    /** Whom limits per client count as one: the address, or the /64 of an IPv6 address. */
    public IpRange block() {
        int bits = address.getAddress().length * Byte.SIZE;
        return IpRange.around(address, Math.min(bits, IPV6_BLOCK));
    }

    /** The address as it is written. */
    @Override
    public String toString() {
        return address.getHostAddress();
    }
}
