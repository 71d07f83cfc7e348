package io.tokentally.adapter.gateway.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.tokentally.domain.net.ClientAddress;
import io.tokentally.domain.net.IpRange;
import io.tokentally.domain.text.ParsesOutsideInput;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The client address that a trusted proxy forwards for: the last of the addresses in {@code Forwarded} or {@code
 * X-Forwarded-For} that is not a trusted proxy's. What stands before it anybody may have written.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239#section-4">RFC 7239, section 4</a>
 */
@ParsesOutsideInput
public final class ForwardedFor {

    private static final AsciiString FORWARDED = AsciiString.cached("forwarded");
    private static final AsciiString FORWARDED_FOR = AsciiString.cached("x-forwarded-for");

    private ForwardedFor() {}

    /** Nothing where no proxy tells, or where both headers are there and tell two things: a proxy writes one of them. */
    public static @Nullable ClientAddress in(HttpHeaders headers, List<IpRange> trusted) {
        boolean standard = headers.contains(FORWARDED);
        boolean usual = headers.contains(FORWARDED_FOR);
        ClientAddress one = standard ? last(headers.getAll(FORWARDED), trusted, true) : null;
        ClientAddress other = usual ? last(headers.getAll(FORWARDED_FOR), trusted, false) : null;
        if (standard && usual) {
            return Objects.equals(one, other) ? one : null;
        }
        return standard ? one : other;
    }

    private static @Nullable ClientAddress last(List<String> values, List<IpRange> trusted, boolean standard) {
        String[] hops = String.join(",", values).split(",", -1);
        ClientAddress client = null;
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = standard ? forOf(hops[i]) : hops[i];
            ClientAddress address = ClientAddress.parse(hop).orElse(null);
            if (address == null) {
                return client;
            }
            client = address;
            if (trusted.stream().noneMatch(range -> range.contains(address.address()))) {
                return client;
            }
        }
        return client;
    }

    private static String forOf(String element) {
        return Arrays.stream(element.split(";", -1))
                .map(String::strip)
                .filter(pair -> pair.toLowerCase(Locale.ROOT).startsWith("for="))
                .map(pair -> pair.substring(4).replace("\"", ""))
                .findFirst()
                .orElse("");
    }
}
