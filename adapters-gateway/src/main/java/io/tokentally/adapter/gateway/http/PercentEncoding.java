package io.tokentally.adapter.gateway.http;

import io.tokentally.domain.text.ParsesOutsideInput;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The decoding of percent-encoded text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.1">RFC 3986, section 2.1</a>
 */
@ParsesOutsideInput
public final class PercentEncoding {

    static final int LENGTH = 3;

    private PercentEncoding() {}

    /** The byte that is encoded there; negative if there is none. */
    static int octet(String text, int at) {
        boolean encoded = text.charAt(at) == '%'
                && at + LENGTH <= text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
        return encoded ? HexFormat.fromHexDigits(text, at + 1, at + LENGTH) : -1;
    }

    /** Undoes it once, each byte becoming the character of its number. What is no encoding stays. */
    public static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int octet = octet(text, at);
            decoded.append(octet < 0 ? text.charAt(at) : (char) octet);
            at += octet < 0 ? 1 : LENGTH;
        }
        return decoded.toString();
    }

    /** Whether every percent sign begins an encoding. */
    public static boolean isWellFormed(String text) {
        for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
            if (octet(text, at) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether what was decoded, as characters of one byte each, is UTF-8: other bytes are read in many ways. */
    public static boolean isUtf8(String decoded) {
        try {
            var unused = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded.getBytes(StandardCharsets.ISO_8859_1)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
