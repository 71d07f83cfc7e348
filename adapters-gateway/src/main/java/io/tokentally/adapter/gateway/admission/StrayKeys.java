package io.tokentally.adapter.gateway.admission;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AsciiString;
import io.tokentally.adapter.gateway.http.PercentEncoding;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.upstream.Upstream;
import io.tokentally.domain.key.VirtualKeySecret;
import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.domain.text.ParsesOutsideInput;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Virtual keys in a request's head where none belongs. A virtual key opens this gateway and nothing else: were it to go on
 * to a provider, somebody there could call in its holder's name. Bodies are the caller's own affair and are not searched.
 */
@ParsesOutsideInput
public final class StrayKeys {

    private static final AsciiString OWN_KEY = AsciiString.cached("x-tokentally-key");
    private static final int MAX_ENCODINGS = 3;
    private static final int BASE64_GROUP = 4;

    /** So long, at least, is a virtual key in Base64. */
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{56,}");

    private StrayKeys() {}

    /** @throws RequestRejectedException if a virtual key stands anywhere but in a place for credentials, or two of them do in such */
    public static void refuse(HttpRequest request, Upstream upstream) {
        Set<String> shown = new HashSet<>(2);
        String uri = request.uri();
        int question = uri.indexOf('?');
        if (question >= 0 && !upstream.keyParameters().isEmpty()) {
            String query = uri.substring(question);
            QueryKeys.values(query, upstream.keyParameters()).stream()
                    .filter(VirtualKeySecret::isOne)
                    .forEach(shown::add);
            uri = uri.substring(0, question)
                    + QueryKeys.without(query, upstream.keyParameters(), VirtualKeySecret::isOne);
        }
        if (holdsKey(uri) || holdsKey(request.method().name())) {
            throw stray();
        }
        Iterator<Map.Entry<CharSequence, CharSequence>> all = request.headers().iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = all.next();
            String value = header.getValue().toString();
            String credential = credential(header.getKey(), value, upstream);
            if (VirtualKeySecret.isOne(credential)) {
                shown.add(credential);
            } else if (holdsKey(value) || holdsKey(header.getKey().toString())) {
                throw stray();
            }
        }
        if (shown.size() > 1) {
            throw new RequestRejectedException(
                    RefusalReason.MALFORMED_REQUEST,
                    "Two different virtual keys were sent, and nothing was passed on. Send the one that the call is for.");
        }
    }

    /** What the header presents as a key, if it is a place for one. */
    private static String credential(CharSequence name, String value, Upstream upstream) {
        if (AsciiString.contentEqualsIgnoreCase(OWN_KEY, name)) {
            return value.strip();
        }
        for (String place : upstream.keyHeaders()) {
            if (AsciiString.contentEqualsIgnoreCase(place, name)) {
                return upstream.protocol()
                        .keyIn(name.toString().toLowerCase(Locale.ROOT), value)
                        .orElse("");
            }
        }
        return "";
    }

    private static RequestRejectedException stray() {
        return new RequestRejectedException(
                RefusalReason.MALFORMED_REQUEST,
                "A virtual key of Tokentally stands where none belongs, and nothing was passed on. Send it where the"
                        + " provider's key usually goes, or in X-Tokentally-Key, and nowhere else.");
    }

    /** Whether a whole virtual key is in there: as it is, escaped, percent-encoded or in Base64, or one within another. */
    static boolean holdsKey(String text) {
        return holdsKey(text, MAX_ENCODINGS);
    }

    private static boolean holdsKey(String text, int encodings) {
        if (VirtualKeySecret.isWithin(text)) {
            return true;
        }
        if (encodings == 0) {
            return false;
        }
        String decoded = PercentEncoding.decoded(text).replace("\\", "");
        return (!decoded.equals(text) && holdsKey(decoded, encodings - 1)) || holdsKeyInBase64(text, encodings - 1);
    }

    private static boolean holdsKeyInBase64(String text, int encodings) {
        Matcher words = BASE64.matcher(text);
        while (words.find()) {
            String word = words.group().replace('-', '+').replace('_', '/');
            // What stands ahead of it may be letters as well.
            for (int skipped = 0; skipped < BASE64_GROUP; skipped++) {
                if (holdsKey(fromBase64(word.substring(skipped)), encodings)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String fromBase64(String word) {
        // A last letter without company stands for no byte.
        int length = word.length() % BASE64_GROUP == 1 ? word.length() - 1 : word.length();
        return new String(Base64.getDecoder().decode(word.substring(0, length)), StandardCharsets.ISO_8859_1);
    }
}
