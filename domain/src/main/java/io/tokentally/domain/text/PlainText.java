package io.tokentally.domain.text;

import java.util.Optional;

/** Checks and cleans text from outside. */
@ParsesOutsideInput
public final class PlainText {

    private static final int REPLACEMENT_CHARACTER = 0xFFFD;

    private PlainText() {}

    /**
     * Returns the text without surrounding white space, fit to be an identifier or a name.
     *
     * @param field what the text is, for the message
     * @param maxLength the greatest length in UTF-16 units
     * @throws IllegalArgumentException if the text is blank, longer than {@code maxLength}, holds a control character
     *     (NUL among them) or half a surrogate pair; the message names the field and never repeats a long text
     */
    public static String require(String field, String text, int maxLength) {
        String stripped = text.strip();
        objection(stripped, maxLength).ifPresent(objection -> {
            throw new IllegalArgumentException(field + " " + objection);
        });
        return stripped;
    }

    /** Whether {@link #require} would take the text. */
    public static boolean isAcceptable(String text, int maxLength) {
        return objection(text.strip(), maxLength).isEmpty();
    }

    /**
     * The text of a document without surrounding white space, without NUL and with U+FFFD for half a surrogate pair:
     * neither PostgreSQL nor UTF-8 can hold those two.
     */
    public static String clean(String text) {
        return storable(text).strip();
    }

    /** As {@link #clean}, with the white space around it. */
    public static String storable(String text) {
        StringBuilder cleaned = new StringBuilder(text.length());
        text.codePoints()
                .filter(codePoint -> codePoint != 0)
                .map(codePoint -> isHalfPair(codePoint) ? REPLACEMENT_CHARACTER : codePoint)
                .forEach(cleaned::appendCodePoint);
        return cleaned.toString();
    }

    private static Optional<String> objection(String text, int maxLength) {
        if (text.isEmpty()) {
            return Optional.of("must not be blank");
        }
        if (text.length() > maxLength) {
            return Optional.of("must have at most %d characters, not %d".formatted(maxLength, text.length()));
        }
        if (isPrintableAscii(text)) {
            return Optional.empty();
        }
        return text.codePoints()
                .filter(codePoint -> Character.isISOControl(codePoint) || isHalfPair(codePoint))
                .mapToObj("must not contain the character U+%04X"::formatted)
                .findFirst();
    }

    /** Most names are, and there are many of them to each call. */
    private static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isHalfPair(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
