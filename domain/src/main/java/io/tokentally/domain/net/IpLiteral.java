package io.tokentally.domain.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads addresses that are written out. It never asks a name server. */
final class IpLiteral {

    static final int IPV4_BYTES = 4;

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    // With a colon in it, and beginning so, the JDK takes it for an address and for nothing else.
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f:.]*");

    private IpLiteral() {}

    static Optional<InetAddress> read(String text) {
        boolean written = IPV4.matcher(text).matches()
                || (text.indexOf(':') >= 0 && IPV6.matcher(text).matches());
        if (!written) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Without a scope or a name; an IPv4 address that is wrapped in an IPv6 one as itself. */
    static InetAddress plain(InetAddress address) {
        return of(bytes(address));
    }

    /** @throws IllegalArgumentException if there are neither 4 nor 16 bytes */
    static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("An address has 4 or 16 bytes, not " + bytes.length, e);
        }
    }

    /** Its bytes: 4 for an IPv4 address that is wrapped in an IPv6 one, too. */
    static byte[] bytes(InetAddress address) {
        byte[] bytes = address.getAddress();
        return isMapped(bytes) ? Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length) : bytes;
    }

    /** RFC 4291, section 2.5.5.2: {@code ::ffff:a.b.c.d}. */
    private static boolean isMapped(byte[] bytes) {
        if (bytes.length == IPV4_BYTES) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == (byte) 0xFF && bytes[11] == (byte) 0xFF;
    }
}
