package io.tokentally.domain.text;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/**
 * The characters that a reader cannot see, or that make a text read otherwise than it is: bidirectional controls,
 * zero-width and invisible ones, tags, selectors of variants, line separators, and those that no two systems show alike.
 *
 * @see <a href="https://www.unicode.org/reports/tr36/">Unicode Security Considerations</a>
 * @see <a href="https://www.unicode.org/reports/tr31/#Layout_and_Format_Control_Characters">UAX 31, section 2.3</a>
 */
final class HiddenCharacters {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int EMOJI_SELECTOR = 0xFE0F;
    private static final int FIRST_EMOJI_BEYOND_DIGITS = 0xA9;

    /** They count as letters, marks or symbols, and show nothing. */
    private static final Set<Integer> BLANK = Set.of(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0);

    /** Where joiners spell words. */
    private static final Set<UnicodeScript> JOINING = Set.of(
            UnicodeScript.ARABIC,
            UnicodeScript.BENGALI,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.GUJARATI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.KANNADA,
            UnicodeScript.MALAYALAM,
            UnicodeScript.ORIYA,
            UnicodeScript.SINHALA,
            UnicodeScript.SYRIAC,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU);

    private HiddenCharacters() {}

    /** Whether the character at that place of the code points is hidden. Joiners are not within an emoji or a word. */
    static boolean isHidden(int[] codePoints, int place) {
        int codePoint = codePoints[place];
        if (codePoint >= ' ' && codePoint <= '~') {
            return false;
        }
        if (codePoint == EMOJI_SELECTOR) {
            return place == 0 || !isEmoji(codePoints[place - 1]);
        }
        if (codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER) {
            return !joins(codePoints, place);
        }
        return BLANK.contains(codePoint) || isVariationSelector(codePoint) || isHiddenByType(codePoint);
    }

    /** Spaces that look like another, but for the wide one of Chinese and Japanese. */
    static boolean isOddSpace(int codePoint) {
        return codePoint != ' ' && codePoint != 0x3000 && Character.getType(codePoint) == Character.SPACE_SEPARATOR;
    }

    private static boolean isHiddenByType(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    private static boolean isVariationSelector(int codePoint) {
        return (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || (codePoint >= 0xE0100 && codePoint <= 0xE01EF)
                || (codePoint >= 0x180B && codePoint <= 0x180F);
    }

    private static boolean joins(int[] codePoints, int place) {
        if (place == 0 || place == codePoints.length - 1) {
            return false;
        }
        int before = codePoints[place - 1];
        int after = codePoints[place + 1];
        if (codePoints[place] == ZERO_WIDTH_JOINER
                && (isEmoji(before) || (before == EMOJI_SELECTOR && place > 1 && isEmoji(codePoints[place - 2])))
                && isEmoji(after)) {
            return true;
        }
        UnicodeScript script = UnicodeScript.of(after);
        return JOINING.contains(script) && UnicodeScript.of(before) == script;
    }

    private static boolean isEmoji(int codePoint) {
        return codePoint >= FIRST_EMOJI_BEYOND_DIGITS && Character.isEmoji(codePoint);
    }
}
