package io.tokentally.adapter.documents;

import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.font.encoding.GlyphList;
import org.apache.pdfbox.pdmodel.font.encoding.SymbolEncoding;
import org.jspecify.annotations.Nullable;

/** What the characters of symbol fonts look like, in Unicode. */
final class SymbolFonts {

    private static final int FIRST_SYMBOL = 0xF020;
    private static final int LAST_SYMBOL = 0xF0FF;
    private static final String BULLET = "•";

    /** Of Wingdings, what résumés use. */
    private static final Map<Integer, String> WINGDINGS = Map.ofEntries(
            Map.entry(0x28, "☎"),
            Map.entry(0x29, "☎"),
            Map.entry(0x2A, "✉"),
            Map.entry(0x2B, "✉"),
            Map.entry(0x4A, "☺"),
            Map.entry(0x6C, "●"),
            Map.entry(0x6E, "■"),
            Map.entry(0x6F, "□"),
            Map.entry(0x71, "❑"),
            Map.entry(0x75, "◆"),
            Map.entry(0x76, "❖"),
            Map.entry(0x9F, BULLET),
            Map.entry(0xA7, "▪"),
            Map.entry(0xA8, "◻"),
            Map.entry(0xAB, "★"),
            Map.entry(0xD8, "➢"),
            Map.entry(0xDF, "←"),
            Map.entry(0xE0, "→"),
            Map.entry(0xE8, "➔"),
            Map.entry(0xF0, "⇨"),
            Map.entry(0xFB, "✗"),
            Map.entry(0xFC, "✓"),
            Map.entry(0xFD, "☒"),
            Map.entry(0xFE, "☑"));

    private SymbolFonts() {}

    /** A character of the font; a bullet where it is a picture that has no name here. */
    static String textOf(@Nullable String font, int codePoint) {
        boolean privateUse = codePoint >= FIRST_SYMBOL && codePoint <= LAST_SYMBOL;
        int code = privateUse ? codePoint - 0xF000 : codePoint;
        String family = font == null ? "" : font.toLowerCase(Locale.ROOT);
        if (family.startsWith("wingdings") || family.equals("webdings")) {
            return family.equals("wingdings") ? WINGDINGS.getOrDefault(code, BULLET) : BULLET;
        }
        if (family.startsWith("symbol")) {
            String text = GlyphList.getAdobeGlyphList().toUnicode(SymbolEncoding.INSTANCE.getName(code));
            return text == null ? BULLET : text;
        }
        return privateUse || Character.getType(codePoint) != Character.PRIVATE_USE ? textOfNone(code, privateUse) : " ";
    }

    /** A character for private use whose font nobody knows: of those that Word maps a symbol font to, else a blank. */
    static String textOf(int codePoint) {
        return codePoint >= FIRST_SYMBOL && codePoint <= LAST_SYMBOL
                ? WINGDINGS.getOrDefault(codePoint - 0xF000, BULLET)
                : " ";
    }

    /** An ordinary font has the character itself at its place. */
    private static String textOfNone(int code, boolean privateUse) {
        return privateUse && code > 0x7F && code < 0xA0 ? BULLET : Character.toString(code);
    }
}
