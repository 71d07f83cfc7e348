package io.tokentally.adapter.documents.print;

import com.ibm.icu.text.Bidi;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** The font that documents bring along, with Latin, Greek, Cyrillic and Hebrew letters; what it has no glyph for is told by a replacement. */
final class PrintFont implements AutoCloseable {

    private static final String RESOURCE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final String ELLIPSIS = "…";
    private static final int REPLACEMENT = 0xFFFD;
    private static final int SIMPLE_REPLACEMENT = '?';
    private static final float UNITS = 1_000;

    private final TrueTypeFont glyphs;
    private final CmapLookup characters;
    private final PDFont font;
    private final int replacement;

    private PrintFont(TrueTypeFont glyphs, PDDocument document) throws IOException {
        this.glyphs = glyphs;
        this.characters = glyphs.getUnicodeCmapLookup();
        this.font = PDType0Font.load(document, glyphs, true);
        this.replacement = characters.getGlyphId(REPLACEMENT) == 0 ? SIMPLE_REPLACEMENT : REPLACEMENT;
    }

    /** Of its glyphs those that are used. */
    static PrintFont embeddedIn(PDDocument document) throws IOException {
        try (InputStream resource = Objects.requireNonNull(PDDocument.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new PrintFont(new TTFParser().parse(new RandomAccessReadBuffer(resource)), document);
        }
    }

    PDFont font() {
        return font;
    }

    /** In points. */
    float width(String printable, float size) throws IOException {
        return font.getStringWidth(printable) / UNITS * size;
    }

    /** The text on one line, with a replacement for each character that has no glyph. */
    String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        boolean wasReplaced = false;
        for (int codePoint :
                Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().toArray()) {
            boolean isMark = Character.getType(codePoint) == Character.NON_SPACING_MARK;
            if (Character.isWhitespace(codePoint)) {
                printable.append(' ');
                wasReplaced = false;
            } else if (characters.getGlyphId(codePoint) != 0) {
                printable.appendCodePoint(codePoint);
                wasReplaced = false;
            } else if (!(isMark && wasReplaced)) {
                printable.appendCodePoint(replacement);
                wasReplaced = true;
            }
        }
        return printable.toString();
    }

    /** Its beginning, where all of it is wider. */
    String shortened(String printable, float width, float size) throws IOException {
        if (width(printable, size) <= width) {
            return printable;
        }
        int[] codePoints = printable.codePoints().toArray();
        int fits = 0;
        int tooMany = codePoints.length;
        while (tooMany - fits > 1) {
            int middle = (fits + tooMany) / 2;
            if (width(beginning(codePoints, middle), size) <= width) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        return beginning(codePoints, fits);
    }

    private static String beginning(int[] codePoints, int length) {
        return new String(codePoints, 0, length).stripTrailing() + ELLIPSIS;
    }

    /** Broken between words; a word that is wider than a line is shortened. */
    List<String> lines(String printable, float width, float size) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : printable.strip().split(" +", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (line.isEmpty() || width(longer, size) <= width) {
                line = longer;
            } else {
                lines.add(shortened(line, width, size));
                line = word;
            }
        }
        lines.add(shortened(line, width, size));
        return lines;
    }

    /** From left to right as it is seen: what is written from right to left is turned. */
    static String inVisualOrder(String printable) {
        Bidi bidi = new Bidi(printable, Bidi.LEVEL_DEFAULT_LTR);
        return bidi.isLeftToRight() ? printable : bidi.writeReordered(Bidi.DO_MIRRORING);
    }

    @Override
    public void close() throws IOException {
        glyphs.close();
    }
}
