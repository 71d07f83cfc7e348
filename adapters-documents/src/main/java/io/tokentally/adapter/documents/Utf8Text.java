package io.tokentally.adapter.documents;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Tells UTF-8, also where a byte or two of it were damaged on the way: what other encodings write happens to be UTF-8
 * so rarely that a few faults among many letters do not count.
 */
final class Utf8Text {

    private static final int LETTERS_PER_FAULT = 2;
    private static final int REPLACEMENT = 0xFFFD;

    private Utf8Text() {}

    static Optional<String> decode(byte[] content) {
        Optional<String> whole = PlainTextDecoding.strictly(content, StandardCharsets.UTF_8);
        if (whole.isPresent()) {
            boolean escapes = whole.get().indexOf(0x1B) >= 0;
            return escapes ? LegacyText.escaped(content).or(() -> whole) : whole;
        }
        String text = new String(content, StandardCharsets.UTF_8);
        long faults = text.codePoints().filter(point -> point == REPLACEMENT).count();
        long letters = text.codePoints()
                .filter(point -> point > 0x7F && point != REPLACEMENT)
                .count();
        boolean fewFaults = letters >= LETTERS_PER_FAULT * faults;
        boolean oneOfTwo = faults == 1 && letters == 1 && text.codePoints().anyMatch(Utf8Text::isEuropean);
        return fewFaults || oneOfTwo ? Optional.of(text) : Optional.empty();
    }

    /** Letters of Latin and Cyrillic, whose bytes make no sense next to each other in an older encoding. */
    private static boolean isEuropean(int codePoint) {
        return (codePoint >= 0xC0 && codePoint < 0x180) || (codePoint >= 0x400 && codePoint < 0x460);
    }
}
