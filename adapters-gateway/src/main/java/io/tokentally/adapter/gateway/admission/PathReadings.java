package io.tokentally.adapter.gateway.admission;

import io.tokentally.adapter.gateway.http.PathNormalizer;
import io.tokentally.adapter.gateway.http.PercentEncoding;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.upstream.Routes;
import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.domain.text.ParsesOutsideInput;
import io.tokentally.provider.RequestHead;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The ways in which a server behind the gateway may read a path: it may decode it once or more, cut parameters off, and take
 * a backslash for a slash. A path that is one operation as it stands and another as somebody may read it is refused, since
 * rules, prices and limits would look at the one, and the provider do the other.
 */
@ParsesOutsideInput
public final class PathReadings {

    private static final int MAX_ENCODINGS = 3;

    /** Models are named {@code organization/name} in places, and nothing lies below a model. */
    private static final String MODELS = "models";

    /** What an API may call a thing to do; names of single things have digits or other characters. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z_-]+");

    private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");

    private PathReadings() {}

    /**
     * @throws RequestRejectedException if it can be read as more than one operation, or as none
     */
    public static void refuseAmbiguous(Routes.Route route, String method) {
        String rest = route.rest();
        String plain = PathNormalizer.plain(rest);
        String lower = plain.toLowerCase(Locale.ROOT);
        boolean isSpelled = rest.indexOf('%') >= 0 || rest.indexOf(';') >= 0;
        if (plain.equals(lower) && !isSpelled) {
            return;
        }
        String own = metered(route, method, plain);
        // An API that has capitals in its paths, as Google's, may know nothing by the same letters without them.
        String inLowerCase = metered(route, method, lower);
        if (!inLowerCase.isEmpty() && !inLowerCase.equals(own)) {
            throw ambiguous();
        }
        if (!isSpelled) {
            return;
        }
        for (String reading : readings(rest)) {
            if (!metered(route, method, reading).equals(own) || !isSameResource(plain, reading)) {
                throw ambiguous();
            }
        }
    }

    private static String metered(Routes.Route route, String method, String path) {
        return route.upstream()
                .protocol()
                .begin(RequestHead.of(method, route.version() + path, ""))
                .map(exchange -> exchange.operation().value())
                .orElse("");
    }

    /** Every other way to read it. */
    private static Set<String> readings(String rest) {
        Set<String> readings = new LinkedHashSet<>();
        if (!PercentEncoding.isWellFormed(rest)) {
            throw malformed("holds a percent sign that encodes nothing");
        }
        String decoded = rest;
        for (int i = 0; i <= MAX_ENCODINGS; i++) {
            String next = PercentEncoding.decoded(decoded);
            refuseUnreadable(next);
            readings.add(canonical(next));
            readings.add(canonical(withoutParameters(next)));
            if (next.equals(decoded)) {
                return readings;
            }
            decoded = next;
        }
        throw malformed("is encoded more than %d times".formatted(MAX_ENCODINGS));
    }

    private static void refuseUnreadable(String decoded) {
        if (decoded.chars().anyMatch(c -> c < ' ' || c == 0x7F) || !PercentEncoding.isUtf8(decoded)) {
            throw malformed("encodes what is no text");
        }
    }

    private static String withoutParameters(String path) {
        return PARAMETERS.matcher(slashed(path)).replaceAll("");
    }

    private static String slashed(String path) {
        return path.replace('\\', '/');
    }

    /** Without empty segments, without spaces around the others, and up to what would begin a query. */
    private static String canonical(String path) {
        StringBuilder canonical = new StringBuilder(path.length());
        for (String segment : segments(slashed(path).split("[?#]", 2)[0])) {
            String bare = segment.strip();
            if (bare.equals(".") || bare.equals("..")) {
                throw malformed("holds a segment of dots");
            }
            canonical.append('/').append(bare);
        }
        return canonical.toString();
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isBlank())
                .toList();
    }

    /** Whether both name the same thing to do, whatever they call the single things to do it with. */
    private static boolean isSameResource(String one, String other) {
        List<String> ours = segments(one);
        List<String> theirs = segments(other);
        if (ours.size() > 1
                && theirs.size() > 1
                && ours.getFirst().equals(MODELS)
                && theirs.getFirst().equals(MODELS)) {
            return true;
        }
        if (ours.size() != theirs.size()) {
            return false;
        }
        for (int i = 0; i < ours.size(); i++) {
            boolean isWord = WORD.matcher(ours.get(i)).matches()
                    || WORD.matcher(theirs.get(i)).matches();
            if (isWord && !ours.get(i).equals(theirs.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static RequestRejectedException ambiguous() {
        return malformed("can be read in more than one way. Spell it as the provider's documentation does");
    }

    private static RequestRejectedException malformed(String why) {
        return new RequestRejectedException(RefusalReason.MALFORMED_REQUEST, "The path of the request " + why + ".");
    }
}
