package io.tokentally.adapter.gateway.http;

import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.domain.text.ParsesOutsideInput;
import java.util.Locale;

/**
 * What a request line asks for. Whatever host it may name plays no part.
 *
 * @param path as it was sent, without dot segments
 * @param query as it was sent, with its question mark; empty if there is none
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-3.2">RFC 9112, section 3.2</a>
 */
@ParsesOutsideInput
public record RequestTarget(String path, String query) {

    private static final int ENCODED_LENGTH = 3;

    /** What an authority ends before. */
    private static final String AFTER_AUTHORITY = "/?#";

    public static RequestTarget of(String target) {
        String local = target.startsWith("/") ? target : withoutAuthority(target);
        int question = -1;
        boolean plain = true;
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == '#' || c == '\\') {
                throw malformed("holds a character that must be percent-encoded");
            }
            if (c == '?' && question < 0) {
                question = i;
            }
            plain &= question >= 0 || (c != '.' && c != '%');
        }
        String path = question < 0 ? local : local.substring(0, question);
        if (!plain) {
            refuseDotSegments(path);
        }
        return new RequestTarget(path, question < 0 ? "" : local.substring(question));
    }

    private static String withoutAuthority(String target) {
        String start = target.substring(0, Math.min(target.length(), 8)).toLowerCase(Locale.ROOT);
        if (!start.startsWith("http://") && !start.startsWith("https://")) {
            throw malformed("is no path");
        }
        int end = target.indexOf("//") + 2;
        while (end < target.length() && AFTER_AUTHORITY.indexOf(target.charAt(end)) < 0) {
            end++;
        }
        String rest = target.substring(end);
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    /** A server behind may decode once more than we do: encoded dots and slashes count as what they stand for. */
    private static void refuseDotSegments(String path) {
        int dots = 0;
        boolean onlyDots = true;
        for (int i = 0; i < path.length(); ) {
            boolean encoded = path.charAt(i) == '%' && i + ENCODED_LENGTH <= path.length();
            String unit =
                    encoded ? path.substring(i, i + ENCODED_LENGTH).toLowerCase(Locale.ROOT) : path.substring(i, i + 1);
            i += unit.length();
            switch (unit) {
                case "/", "%2f", "%5c" -> {
                    refuseIf(onlyDots && dots > 0);
                    dots = 0;
                    onlyDots = true;
                }
                case ".", "%2e" -> dots++;
                default -> onlyDots = false;
            }
        }
        refuseIf(onlyDots && dots > 0);
    }

    private static void refuseIf(boolean dotSegment) {
        if (dotSegment) {
            throw malformed("holds a segment of dots");
        }
    }

    private static RequestRejectedException malformed(String why) {
        return new RequestRejectedException(RefusalReason.MALFORMED_REQUEST, "The path of the request " + why + ".");
    }
}
