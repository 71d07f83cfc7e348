package io.tokentally.adapter.documents;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** Tells whether somebody may have written a text, or whether it was decoded wrongly: signs within words give that away. */
final class Legibility {

    private static final Set<UnicodeScript> ALPHABETS = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.CYRILLIC,
            UnicodeScript.GREEK,
            UnicodeScript.HEBREW,
            UnicodeScript.ARABIC,
            UnicodeScript.THAI);

    /** Among Latin letters, no language has more with accents. */
    private static final double MOST_ACCENTS = 0.4;

    /** One word in so many may be spelt oddly. */
    private static final int LETTERS_PER_ODDITY = 200;

    private Legibility() {}

    static boolean isLegible(String text) {
        int[] points = text.codePoints().toArray();
        int odd = 0;
        int latin = 0;
        int accented = 0;
        for (int i = 0; i < points.length; i++) {
            if (isNoLetterOfAnyone(points[i])) {
                return false;
            }
            int before = i == 0 ? ' ' : points[i - 1];
            int after = i == points.length - 1 ? ' ' : points[i + 1];
            odd += isOdd(before, points[i], after) ? 1 : 0;
            if (UnicodeScript.of(points[i]) == UnicodeScript.LATIN) {
                latin++;
                accented += points[i] > 0x7F ? 1 : 0;
            }
        }
        return odd <= points.length / LETTERS_PER_ODDITY && accented <= MOST_ACCENTS * latin;
    }

    private static boolean isNoLetterOfAnyone(int point) {
        int type = Character.getType(point);
        boolean boxDrawing = point >= 0x2500 && point < 0x25A0;
        boolean control = point >= 0x80 && Character.isISOControl(point);
        return boxDrawing
                || control
                || type == Character.UNASSIGNED
                || type == Character.PRIVATE_USE
                || point == 0xFFFD;
    }

    private static boolean isOdd(int before, int point, int after) {
        boolean within = isAlphabetic(before) && isAlphabetic(after);
        if (within && point > 0x7F && !isAlphabetic(point)) {
            return isSign(point);
        }
        if (!isAlphabetic(before) || !isAlphabetic(point)) {
            return false;
        }
        boolean mixed = UnicodeScript.of(before) != UnicodeScript.of(point);
        boolean capitalWithin =
                (point > 0x7F || before > 0x7F) && Character.isLowerCase(before) && Character.isUpperCase(point);
        return mixed || capitalWithin;
    }

    private static boolean isAlphabetic(int point) {
        return Character.isLetter(point) && ALPHABETS.contains(UnicodeScript.of(point));
    }

    /** What stands between words, but not within one. */
    private static boolean isSign(int point) {
        return switch (Character.getType(point)) {
            case Character.OTHER_SYMBOL,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.START_PUNCTUATION -> true;
            case Character.FINAL_QUOTE_PUNCTUATION -> point != '’';
            default ->
                point == '§'
                        || point == '¶'
                        || point == '¡'
                        || point == '¿'
                        || point == '†'
                        || point == '‡'
                        || point == '‰';
        };
    }
}
