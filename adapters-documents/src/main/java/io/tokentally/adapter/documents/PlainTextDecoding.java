package io.tokentally.adapter.documents;

import io.tokentally.domain.shortlist.UnreadableResumeException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Finds out in which encoding a plain text was saved, and whether it is a text at all. */
final class PlainTextDecoding {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final List<Charset> MARKED =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

    /**
     * What a text that is no UTF-8 is read as: ISO-8859-1 with the quotes and dashes that Windows puts where that has
     * control characters. The web reads ISO-8859-1 the same way.
     *
     * @see <a href="https://encoding.spec.whatwg.org/#names-and-labels">The Encoding Standard</a>
     */
    private static final Charset WESTERN = Charset.forName("windows-1252");

    /** One stray control character in so many is a slip; more are no text. */
    private static final int CHARACTERS_PER_SLIP = 100;

    String read(byte[] content) {
        String text = decode(content);
        long strange = text.chars().filter(PlainTextDecoding::isStrange).count();
        if (strange > 1 + text.length() / CHARACTERS_PER_SLIP) {
            throw new UnreadableResumeException(
                    "The file is neither PDF nor DOCX nor plain text, whatever its name says. Choose a résumé in one of these.");
        }
        return text;
    }

    private static String decode(byte[] content) {
        for (Charset charset : MARKED) {
            byte[] mark = BYTE_ORDER_MARK.getBytes(charset);
            if (Arrays.equals(mark, Arrays.copyOf(content, mark.length))) {
                return new String(content, mark.length, content.length - mark.length, charset);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(content, WESTERN);
        }
    }

    private static boolean isStrange(int character) {
        boolean layout = character == '\n' || character == '\r' || character == '\t' || character == '\f';
        return !layout && (Character.isISOControl(character) || character == 0xFFFD);
    }
}
