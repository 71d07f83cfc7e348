package io.tokentally.adapter.gateway.http;

import io.tokentally.domain.text.ParsesOutsideInput;

/**
 * The normal spelling of a path. Servers answer to other spellings as well, and the call is the same.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2">RFC 3986, section 6.2.2</a>
 */
@ParsesOutsideInput
public final class PathNormalizer {

    private PathNormalizer() {}

    /** Without the encoding of characters that need none, without empty segments, without a slash at the end. */
    public static String plain(String path) {
        if (path.indexOf('%') < 0 && !path.endsWith("/") && !path.contains("//")) {
            return path;
        }
        StringBuilder plain = new StringBuilder(path.length());
        for (int at = 0; at < path.length(); ) {
            int decoded = unreserved(path, at);
            char next = decoded < 0 ? path.charAt(at) : (char) decoded;
            if (next != '/' || plain.isEmpty() || plain.charAt(plain.length() - 1) != '/') {
                plain.append(next);
            }
            at += decoded < 0 ? 1 : PercentEncoding.LENGTH;
        }
        int end = plain.length();
        if (end > 0 && plain.charAt(end - 1) == '/') {
            plain.setLength(end - 1);
        }
        return plain.toString();
    }

    /** The character that is encoded there, if it need not be; negative if there is none. */
    private static int unreserved(String path, int at) {
        int character = PercentEncoding.octet(path, at);
        return isUnreserved(character) ? character : -1;
    }

    private static boolean isUnreserved(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || (character >= 0 && "-._~".indexOf(character) >= 0);
    }
}
