package io.tokentally.adapter.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.tokentally.domain.text.ParsesOutsideInput;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A filter of headers that are passed on: it takes out what belongs to one connection only, what nobody may claim from
 * outside, and cookies.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1">RFC 9110, section 7.6.1</a>
 */
@ParsesOutsideInput
public final class ForwardedHeaders {

    static final String OURS = "x-tokentally-";

    private static final AsciiString[] HOP_BY_HOP = {
        HttpHeaderNames.CONNECTION,
        AsciiString.cached("keep-alive"),
        AsciiString.cached("proxy-connection"),
        HttpHeaderNames.PROXY_AUTHENTICATE,
        HttpHeaderNames.PROXY_AUTHORIZATION,
        HttpHeaderNames.TE,
        HttpHeaderNames.TRAILER,
        HttpHeaderNames.TRANSFER_ENCODING,
        HttpHeaderNames.UPGRADE
    };
    private static final String FORWARDED = "x-forwarded";
    private static final AsciiString[] CLAIMS = {
        AsciiString.cached("forwarded"),
        AsciiString.cached("x-real-ip"),
        AsciiString.cached("x-client-ip"),
        AsciiString.cached("x-cluster-client-ip"),
        AsciiString.cached("true-client-ip"),
        AsciiString.cached("cf-connecting-ip"),
        HttpHeaderNames.VIA,
        HttpHeaderNames.EXPECT
    };

    /** Cookies bind a client to a host, and the gateway is another host than the provider. */
    private static final AsciiString[] COOKIES = {HttpHeaderNames.COOKIE, AsciiString.cached("cookie2")};

    private static final AsciiString[] SET_COOKIES = {HttpHeaderNames.SET_COOKIE, AsciiString.cached("set-cookie2")};

    private ForwardedHeaders() {}

    /** What goes on to a provider, but for what it is told of the body and of the key. */
    public static void ofRequest(HttpHeaders headers) {
        hopByHop(headers);
        removeAll(headers, CLAIMS);
        removeAll(headers, COOKIES);
        List<CharSequence> found = null;
        Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
        while (all.hasNext()) {
            CharSequence name = all.next().getKey();
            if (startsWith(name, OURS) || startsWith(name, FORWARDED)) {
                found = found == null ? new ArrayList<>() : found;
                found.add(name);
            }
        }
        removeAll(headers, found);
    }

    /** What goes back to a client, but for what it is told of the body. */
    public static void ofResponse(HttpHeaders headers) {
        hopByHop(headers);
        removeAll(headers, SET_COOKIES);
        removeAll(headers, BudgetHeaders.ALL);
    }

    private static void hopByHop(HttpHeaders headers) {
        if (headers.contains(HttpHeaderNames.CONNECTION)) {
            for (String value : headers.getAll(HttpHeaderNames.CONNECTION)) {
                for (String name : value.split(",", -1)) {
                    if (!name.isBlank()) {
                        headers.remove(name.strip());
                    }
                }
            }
        }
        removeAll(headers, HOP_BY_HOP);
    }

    private static void removeAll(HttpHeaders headers, AsciiString[] names) {
        for (AsciiString name : names) {
            headers.remove(name);
        }
    }

    private static void removeAll(HttpHeaders headers, @Nullable List<CharSequence> names) {
        if (names != null) {
            names.forEach(headers::remove);
        }
    }

    private static boolean startsWith(CharSequence name, String prefix) {
        return AsciiString.regionMatches(name, true, 0, prefix, 0, prefix.length());
    }
}
