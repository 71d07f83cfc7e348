package io.tokentally.domain.text;

import java.text.Normalizer;
import java.util.Optional;

/**
 * A name that somebody chose for a person, an organization, a key or a service, so that others can trust what they read:
 * nothing in it is invisible or turns the text around. What was recorded or stored before is no such name, and is shown by
 * {@link VisibleText}.
 */
@ParsesOutsideInput
public final class ChosenName {

    private ChosenName() {}

    /**
     * Returns the name composed (NFC), with plain spaces and none around it.
     *
     * @param field what the name is, for the message
     * @param maxLength the greatest length in UTF-16 units
     * @throws IllegalArgumentException if the name is blank, longer than {@code maxLength} or holds a character that cannot
     *     be seen; the message names the field, the character's code point and its place, beginning with 1
     */
    public static String require(String field, String text, int maxLength) {
        String tidy = tidy(text);
        objection(tidy).ifPresent(objection -> {
            throw new IllegalArgumentException(field + " " + objection);
        });
        return PlainText.require(field, tidy, maxLength);
    }

    /** Whether {@link #require} would take the name. */
    public static boolean isAcceptable(String text, int maxLength) {
        String tidy = tidy(text);
        return objection(tidy).isEmpty() && PlainText.isAcceptable(tidy, maxLength);
    }

    /** What is wrong with the characters of a name, without the field that it is about; empty if nothing is. */
    public static Optional<String> hiddenIn(String text) {
        return objection(tidy(text));
    }

    private static Optional<String> objection(String text) {
        int[] codePoints = text.codePoints().toArray();
        for (int place = 0; place < codePoints.length; place++) {
            if (HiddenCharacters.isHidden(codePoints, place)) {
                return Optional.of("must not contain the invisible character U+%04X, which is its character %d"
                        .formatted(codePoints[place], place + 1));
            }
        }
        return Optional.empty();
    }

    private static String tidy(String text) {
        StringBuilder spaced = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFC)
                .codePoints()
                .map(codePoint -> HiddenCharacters.isOddSpace(codePoint) ? ' ' : codePoint)
                .forEach(spaced::appendCodePoint);
        return spaced.toString().strip();
    }
}
