package io.tokentally.adapter.documents;

import io.tokentally.domain.shortlist.ResumeText.Passage;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes special characters as a model, a search and a telephone expect them, and takes out what has no look at all.
 * Lines end in {@code \n}.
 */
final class CleanText {

    private static final int SOFT_HYPHEN = 0xAD;
    private static final int NON_BREAKING_HYPHEN = 0x2011;
    private static final int ZERO_WIDTH_SPACE = 0x200B;
    private static final int WORD_JOINER = 0x2060;
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int FIRST_TAG = 0xE0000;
    private static final int LAST_TAG = 0xE007F;
    private static final int LAST_TAG_PLANE = 0xE0FFF;

    private final MarkedText clean = new MarkedText();
    private int before;

    private CleanText() {}

    static List<Passage> of(List<Passage> passages) {
        CleanText cleaning = new CleanText();
        for (Passage passage : passages) {
            passage.text()
                    .replace("\r\n", "\n")
                    .codePoints()
                    .takeWhile(codePoint -> !cleaning.clean.isFull())
                    .forEach(codePoint -> cleaning.add(codePoint, passage.hidden()));
        }
        return new ArrayList<>(cleaning.clean.passages());
    }

    private void add(int codePoint, boolean hidden) {
        if (isTag(codePoint)) {
            addTag(codePoint, hidden);
            return;
        }
        before = codePoint;
        switch (codePoint) {
            case '\r', '\f', 0x0B, 0x85, LINE_SEPARATOR, PARAGRAPH_SEPARATOR -> clean.append("\n", hidden);
            case '\n', '\t' -> clean.append(Character.toString(codePoint), hidden);
            case NON_BREAKING_HYPHEN -> clean.append("-", hidden);
            case SOFT_HYPHEN, ZERO_WIDTH_SPACE, WORD_JOINER, BYTE_ORDER_MARK -> {}
            default -> addOrdinary(codePoint, hidden);
        }
    }

    private void addOrdinary(int codePoint, boolean hidden) {
        if (Character.isISOControl(codePoint) || turnsText(codePoint)) {
            return;
        }
        if (Character.getType(codePoint) == Character.SPACE_SEPARATOR) {
            clean.append(" ", hidden);
        } else if (Character.getType(codePoint) == Character.PRIVATE_USE) {
            clean.append(SymbolFonts.textOf(codePoint), hidden);
        } else {
            clean.append(Character.toString(codePoint), hidden);
        }
    }

    /**
     * Tags after a black flag make the flag of a region; elsewhere they have no look, and spell letters that only a
     * machine reads.
     *
     * @see <a href="https://www.unicode.org/reports/tr51/#valid-emoji-tag-sequences">UTS 51, emoji tag sequences</a>
     */
    private void addTag(int codePoint, boolean hidden) {
        if (before == BLACK_FLAG) {
            clean.append(Character.toString(codePoint), hidden);
        } else if (codePoint > FIRST_TAG && codePoint < LAST_TAG && !Character.isISOControl(codePoint - FIRST_TAG)) {
            clean.append(Character.toString(codePoint - FIRST_TAG), true);
        }
    }

    /** Tags, and selectors of variants that no font has. */
    private static boolean isTag(int codePoint) {
        return codePoint >= FIRST_TAG && codePoint <= LAST_TAG_PLANE;
    }

    /** Marks that make text run the other way: what is read then is not what is seen. */
    private static boolean turnsText(int codePoint) {
        return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }
}
