package io.tokentally.domain.text;

/**
 * A text as people are shown it: what they could not see, or what would turn the text around it, stands there by its code
 * point, as in {@code ⟨U+202E⟩}. For values that are recorded as they came; what people enter is refused, by
 * {@link ChosenName}.
 */
@ParsesOutsideInput
public final class VisibleText {

    private VisibleText() {}

    public static String of(String text) {
        if (isPrintableAscii(text)) {
            return text;
        }
        int[] codePoints = text.codePoints().toArray();
        StringBuilder visible = new StringBuilder(text.length());
        for (int place = 0; place < codePoints.length; place++) {
            int codePoint = codePoints[place];
            if (HiddenCharacters.isHidden(codePoints, place) || HiddenCharacters.isOddSpace(codePoint)) {
                visible.append("⟨U+%04X⟩".formatted(codePoint));
            } else {
                visible.appendCodePoint(codePoint);
            }
        }
        return visible.toString();
    }

    private static boolean isPrintableAscii(String text) {
        return text.chars().allMatch(unit -> unit >= ' ' && unit <= '~');
    }
}
