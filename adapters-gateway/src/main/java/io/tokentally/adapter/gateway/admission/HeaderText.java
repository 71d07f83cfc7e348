package io.tokentally.adapter.gateway.admission;

import io.tokentally.domain.text.ParsesOutsideInput;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The text that a header's value stands for. HTTP says nothing of its encoding: bytes that are valid UTF-8 are taken for
 * that, others for Latin-1. Where every {@code %} begins an escape, the value is percent-encoded.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.5">RFC 9110, field values</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.1">RFC 3986, percent-encoding</a>
 */
@ParsesOutsideInput
final class HeaderText {

    private static final int HEX = 16;

    private HeaderText() {}

    /** @param value a character for each byte that was sent */
    static String of(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        return decoded(value.indexOf('%') >= 0 && isEncoded(value) ? unescaped(bytes) : bytes);
    }

    private static boolean isEncoded(String value) {
        for (int at = value.indexOf('%'); at >= 0; at = value.indexOf('%', at + 1)) {
            if (at + 2 >= value.length()
                    || Character.digit(value.charAt(at + 1), HEX) < 0
                    || Character.digit(value.charAt(at + 2), HEX) < 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] unescaped(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        int at = 0;
        while (at < bytes.length) {
            if (bytes[at] == '%') {
                out.write(Character.digit(bytes[at + 1], HEX) * HEX + Character.digit(bytes[at + 2], HEX));
                at += 3;
            } else {
                out.write(bytes[at]);
                at++;
            }
        }
        return out.toByteArray();
    }

    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
