package io.tokentally.adapter.documents;

/** Takes out of a text what no reader sees and what a database or a model may stumble over. */
final class CleanText {

    private static final String REPLACEMENT = "\uFFFD";

    private CleanText() {}

    /** At most so many UTF-16 units, never half a character; lines end in {@code \n}; no control characters. */
    static String of(String text, int maxLength) {
        StringBuilder clean = new StringBuilder();
        text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .strip()
                .codePoints()
                .takeWhile(codePoint -> clean.length() + Character.charCount(codePoint) <= maxLength)
                .filter(CleanText::isVisible)
                .forEach(codePoint -> append(clean, codePoint));
        return clean.toString();
    }

    private static boolean isVisible(int codePoint) {
        return codePoint == '\n' || codePoint == '\t' || !Character.isISOControl(codePoint);
    }

    private static void append(StringBuilder clean, int codePoint) {
        boolean halfACharacter = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        if (halfACharacter) {
            clean.append(REPLACEMENT);
        } else {
            clean.appendCodePoint(codePoint);
        }
    }
}
