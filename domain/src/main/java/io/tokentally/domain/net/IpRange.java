package io.tokentally.domain.net;

import io.tokentally.domain.text.ParsesOutsideInput;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * The addresses that begin with the same bits: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or a single one.
 *
 * @param network the first of them
 * @param prefixLength how many bits they share
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4632#section-3.1">RFC 4632, section 3.1</a>
 */
@ParsesOutsideInput
public record IpRange(InetAddress network, int prefixLength) {

    /** @throws IllegalArgumentException if there are not so many bits, or the network has bits beyond its prefix */
    public IpRange {
        network = IpLiteral.plain(network);
        int bits = network.getAddress().length * Byte.SIZE;
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException("The prefix of %s must have 0 to %d bits, not %d"
                    .formatted(network.getHostAddress(), bits, prefixLength));
        }
        InetAddress first = first(network, prefixLength);
        if (!first.equals(network)) {
            throw new IllegalArgumentException("%s/%d has bits beyond its prefix: write %s/%d, or %1$s alone"
                    .formatted(network.getHostAddress(), prefixLength, first.getHostAddress(), prefixLength));
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or an address. Names are not looked up.
     *
     * @throws IllegalArgumentException if it is nothing of that kind
     */
    public static IpRange parse(String text) {
        String range = text.strip();
        int slash = range.indexOf('/');
        String address = slash < 0 ? range : range.substring(0, slash);
        InetAddress network = IpLiteral.read(address).orElseThrow(() -> unreadable(text));
        int bits = network.getAddress().length * Byte.SIZE;
        if (slash < 0) {
            return new IpRange(network, bits);
        }
        String prefix = range.substring(slash + 1);
        if (!prefix.matches("\\d{1,3}")) {
            throw unreadable(text);
        }
        // An IPv4 network that is written as an IPv6 one counts its bits from there.
        int wrapping = address.indexOf(':') >= 0 && bits == IpLiteral.IPV4_BYTES * Byte.SIZE ? 96 : 0;
        return new IpRange(network, Integer.parseInt(prefix) - wrapping);
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                "'%s' is no address and no range of them, as 10.0.0.0/8 or 2001:db8::/32".formatted(text));
    }

    /** The addresses that share so many bits with that one. */
    static IpRange around(InetAddress address, int prefixLength) {
        return new IpRange(first(IpLiteral.plain(address), prefixLength), prefixLength);
    }

    private static InetAddress first(InetAddress address, int prefixLength) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.clamp(prefixLength - (long) i * Byte.SIZE, 0, Byte.SIZE);
            bytes[i] &= (byte) (0xFF << (Byte.SIZE - kept));
        }
        return IpLiteral.of(bytes);
    }

    /** Whether it is one of them. An IPv4 address that is wrapped in an IPv6 one counts as itself. */
    public boolean contains(InetAddress address) {
        byte[] first = network.getAddress();
        InetAddress plain = IpLiteral.plain(address);
        return plain.getAddress().length == first.length
                && Arrays.equals(first(plain, prefixLength).getAddress(), first);
    }

    /** As it is written; a single address without its bits. */
    @Override
    public String toString() {
        String address = network.getHostAddress();
        return prefixLength == network.getAddress().length * Byte.SIZE ? address : address + "/" + prefixLength;
    }
}
