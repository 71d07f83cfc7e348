package io.tokentally.bootstrap.web;

import io.tokentally.domain.text.ParsesOutsideInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one proxy says of whoever called it.
 *
 * @param from the caller's address as the proxy writes it; empty if it does not say
 * @param scheme {@code http} or {@code https}, if it says so
 * @param host that was asked for, perhaps with a port, if it says so
 */
@ParsesOutsideInput
record ForwardedHop(
        String from, @Nullable String scheme, @Nullable String host) {

    private static final Pattern PAIR =
            Pattern.compile("\\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=(\"(?:[^\"\\\\]|\\\\.)*+\"|[^\\s,;\"]*)\\s*");

    ForwardedHop {
        scheme = scheme == null ? null : schemeIn(scheme);
    }

    /**
     * Reads {@code Forwarded}, nearest proxy last.
     *
     * @return empty if it is not in that form
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7239#section-4">RFC 7239, section 4</a>
     */
    static List<ForwardedHop> ofForwarded(List<String> headers) {
        List<ForwardedHop> hops = new ArrayList<>();
        String text = String.join(",", headers);
        Matcher pair = PAIR.matcher(text);
        Map<String, String> pairs = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int at = 0;
        while (at < text.length()) {
            if (!pair.find(at) || pair.start() != at) {
                return List.of();
            }
            pairs.put(pair.group(1), unquoted(pair.group(2)));
            at = pair.end();
            boolean ends = at == text.length() || text.charAt(at) == ',';
            if (ends) {
                hops.add(new ForwardedHop(pairs.getOrDefault("for", ""), pairs.get("proto"), pairs.get("host")));
                pairs.clear();
            } else if (text.charAt(at) != ';') {
                return List.of();
            }
            at++;
        }
        return hops;
    }

    /**
     * Reads {@code X-Forwarded-For} and what goes with it, nearest proxy last. Of protocol and host a proxy says one thing
     * for all that it was told, so the last word counts.
     */
    static List<ForwardedHop> ofXForwarded(
            List<String> addresses, List<String> protocols, List<String> hosts, List<String> ports) {
        String host = last(hosts);
        String port = last(ports);
        String asked = host != null && port != null && host.indexOf(':') < 0 ? host + ":" + port : host;
        List<String> froms = split(addresses);
        if (froms.isEmpty() && last(protocols) == null && asked == null) {
            return List.of();
        }
        return (froms.isEmpty() ? List.of("") : froms)
                .stream()
                        .map(address -> new ForwardedHop(address, last(protocols), asked))
                        .toList();
    }

    private static List<String> split(List<String> headers) {
        return headers.stream()
                .flatMap(header -> Pattern.compile(",").splitAsStream(header))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static @Nullable String last(List<String> headers) {
        List<String> items = split(headers);
        return items.isEmpty() ? null : items.getLast();
    }

    private static String unquoted(String value) {
        return value.startsWith("\"") ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }

    private static @Nullable String schemeIn(String text) {
        String scheme = text.toLowerCase(Locale.ROOT);
        return scheme.equals("http") || scheme.equals("https") ? scheme : null;
    }
}
