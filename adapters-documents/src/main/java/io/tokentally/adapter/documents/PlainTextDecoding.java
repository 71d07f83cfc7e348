package io.tokentally.adapter.documents;

import io.tokentally.domain.shortlist.UnreadableResumeException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds out in which encoding a plain text was saved, and whether it is a text at all: by its mark, as Unicode, else by
 * what two detectors say and a look at what comes of it. What is in doubt is refused, for nobody should be kept under a
 * garbled name.
 */
final class PlainTextDecoding {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** UTF-32 first: in little endian its mark begins as that of UTF-16 does. */
    private static final List<Charset> MARKED = List.of(
            StandardCharsets.UTF_8,
            Charset.forName("UTF-32LE"),
            Charset.forName("UTF-32BE"),
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE);

    /** One stray control character in so many is a slip; more are no text. */
    private static final int CHARACTERS_PER_SLIP = 100;

    String read(byte[] content) {
        String text = decode(content);
        long strange = text.chars().filter(PlainTextDecoding::isStrange).count();
        if (strange > 1 + text.length() / CHARACTERS_PER_SLIP) {
            throw noText();
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
        return WideText.decode(content)
                .or(() -> Utf8Text.decode(content))
                .or(() -> {
                    requireText(content);
                    return LegacyText.decode(content);
                })
                .orElseThrow(
                        () -> new UnreadableResumeException(
                                "The file is a text in an encoding that cannot be told. Save it as UTF-8, or as PDF or DOCX, and try again."));
    }

    /** The text, if the bytes are in that encoding without a fault. */
    static Optional<String> strictly(byte[] content, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(content)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Detectors find an encoding for noise, too. */
    private static void requireText(byte[] content) {
        int control = 0;
        for (byte value : content) {
            boolean escape = value == 0x1B;
            if (value >= 0 && !escape && isStrange(value)) {
                control++;
            }
        }
        if (control > 1 + content.length / CHARACTERS_PER_SLIP) {
            throw noText();
        }
    }

    private static UnreadableResumeException noText() {
        return new UnreadableResumeException(
                "The file is neither PDF nor DOCX nor plain text, whatever its name says. Choose a résumé in one of these.");
    }

    private static boolean isStrange(int character) {
        boolean layout = character == '\n' || character == '\r' || character == '\t' || character == '\f';
        return !layout && (Character.isISOControl(character) || character == 0xFFFD);
    }
}
