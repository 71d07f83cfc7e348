package io.tokentally.adapter.documents;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tells UTF-16 and UTF-32 without a mark, by the zeros that ASCII letters, blanks and line ends have in them. */
final class WideText {

    private static final List<Charset> FOUR_BYTES = List.of(Charset.forName("UTF-32LE"), Charset.forName("UTF-32BE"));
    private static final double ONE_SIDE = 0.9;

    private WideText() {}

    static Optional<String> decode(byte[] content) {
        int[] zeros = new int[2];
        for (int i = 0; i < content.length; i++) {
            if (content[i] == 0) {
                zeros[i % 2]++;
            }
        }
        int all = zeros[0] + zeros[1];
        if (all < 2 || all * 100 < content.length) {
            return Optional.empty();
        }
        if (all * 2 > content.length) {
            return FOUR_BYTES.stream()
                    .flatMap(charset -> whole(content, 4, charset).stream())
                    .findFirst();
        }
        if (zeros[1] > ONE_SIDE * all) {
            return whole(content, 2, StandardCharsets.UTF_16LE);
        }
        return zeros[0] > ONE_SIDE * all ? whole(content, 2, StandardCharsets.UTF_16BE) : Optional.empty();
    }

    /** The text, unless it holds what no text holds, or ASCII reads better; half a character at the end is left out. */
    private static Optional<String> whole(byte[] content, int unit, Charset charset) {
        byte[] even = Arrays.copyOf(content, content.length - content.length % unit);
        boolean ascii = isAscii(content);
        return PlainTextDecoding.strictly(even, charset)
                .filter(text -> text.codePoints().allMatch(WideText::isWritten))
                .filter(text -> !ascii
                        || text.codePoints().filter(point -> point >= 0x2E80).count() * 10 < text.length());
    }

    private static boolean isAscii(byte[] content) {
        for (byte value : content) {
            if (value < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWritten(int codePoint) {
        boolean layout = codePoint == '\n' || codePoint == '\r' || codePoint == '\t' || codePoint == '\f';
        int type = Character.getType(codePoint);
        return layout
                || (!Character.isISOControl(codePoint)
                        && type != Character.UNASSIGNED
                        && type != Character.PRIVATE_USE
                        && type != Character.SURROGATE);
    }
}
