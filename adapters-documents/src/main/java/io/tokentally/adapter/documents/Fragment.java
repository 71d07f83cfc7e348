package io.tokentally.adapter.documents;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.pdfbox.text.TextPosition;

/** Letters that stand side by side on one line of a page, with no more between them than between words. */
record Fragment(List<TextPosition> letters, float left, float right, float baseline) {

    /** Wider than between words, and no wider than between columns, in heights of a letter. */
    private static final float COLUMN_GAP = 1.0f;

    /** Letters on one line may stand so much higher or lower, in heights of a letter. */
    private static final float LINE_TOLERANCE = 0.4f;

    /** All fragments of a page, line by line. */
    static List<Fragment> of(List<TextPosition> letters) {
        List<TextPosition> byLine = new ArrayList<>(letters);
        byLine.sort(Comparator.comparingDouble(TextPosition::getYDirAdj));
        List<Fragment> fragments = new ArrayList<>();
        List<TextPosition> line = new ArrayList<>();
        for (TextPosition letter : byLine) {
            if (!line.isEmpty()
                    && letter.getYDirAdj() - line.getFirst().getYDirAdj() > LINE_TOLERANCE * heightOf(letter)) {
                addLine(line, fragments);
                line.clear();
            }
            line.add(letter);
        }
        addLine(line, fragments);
        return fragments;
    }

    private static void addLine(List<TextPosition> line, List<Fragment> fragments) {
        line.sort(Comparator.comparingDouble(TextPosition::getXDirAdj));
        List<TextPosition> open = new ArrayList<>();
        List<TextPosition> blanks = new ArrayList<>();
        float right = 0;
        for (TextPosition letter : line) {
            if (letter.getUnicode().isBlank()) {
                blanks.add(letter);
                continue;
            }
            if (!open.isEmpty() && letter.getXDirAdj() - right > COLUMN_GAP * heightOf(letter)) {
                fragments.add(of(open, right));
                open = new ArrayList<>();
                blanks.clear();
            }
            if (!open.isEmpty()) {
                open.addAll(blanks);
            }
            blanks.clear();
            open.add(letter);
            right = Math.max(open.size() == 1 ? 0 : right, letter.getXDirAdj() + letter.getWidthDirAdj());
        }
        if (!open.isEmpty()) {
            fragments.add(of(open, right));
        }
    }

    private static Fragment of(List<TextPosition> letters, float right) {
        TextPosition first = letters.getFirst();
        return new Fragment(letters, first.getXDirAdj(), right, first.getYDirAdj());
    }

    private static float heightOf(TextPosition letter) {
        return Math.max(Math.max(letter.getFontSizeInPt(), letter.getYScale()), 1);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        letters.forEach(letter -> text.append(letter.getUnicode()));
        return text.toString().strip();
    }
}
