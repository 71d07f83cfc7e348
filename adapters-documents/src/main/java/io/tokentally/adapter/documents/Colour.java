package io.tokentally.adapter.documents;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/**
 * A colour, each part from 0 to 255.
 *
 * @param known whether it can be told; a picture has a colour that cannot
 */
record Colour(int red, int green, int blue, boolean known) {

    static final Colour WHITE = new Colour(255, 255, 255, true);
    static final Colour BLACK = new Colour(0, 0, 0, true);
    static final Colour UNKNOWN = new Colour(0, 0, 0, false);

    /** No colour is set: one looks through. */
    static final Colour NONE = new Colour(-1, -1, -1, false);

    /** So much two colours must differ, in the part that differs most, to be told apart by a reader. */
    private static final int LEAST_DIFFERENCE = 20;

    private static final Map<String, Colour> HIGHLIGHTS = Map.of(
            "none", NONE,
            "white", WHITE,
            "black", BLACK);

    /** Whether text of this colour cannot be seen on that background. */
    boolean vanishesOn(Colour background) {
        return known
                && background.known
                && Math.abs(red - background.red) < LEAST_DIFFERENCE
                && Math.abs(green - background.green) < LEAST_DIFFERENCE
                && Math.abs(blue - background.blue) < LEAST_DIFFERENCE;
    }

    /** Of six hexadecimal digits; anything else cannot be told. */
    static Colour ofHex(@Nullable String hex) {
        if (hex == null || !hex.matches("#?[0-9A-Fa-f]{6}")) {
            return UNKNOWN;
        }
        int rgb = Integer.parseInt(hex.replace("#", ""), 16);
        return new Colour(rgb >> 16, (rgb >> 8) & 0xFF, rgb & 0xFF, true);
    }

    /** Of the parts of a device colour, each from 0 to 1: grey, red-green-blue, or cyan-magenta-yellow-black. */
    static Colour ofParts(float[] parts) {
        return switch (parts.length) {
            case 1 -> new Colour(part(parts[0]), part(parts[0]), part(parts[0]), true);
            case 3 -> new Colour(part(parts[0]), part(parts[1]), part(parts[2]), true);
            case 4 ->
                new Colour(
                        part((1 - parts[0]) * (1 - parts[3])),
                        part((1 - parts[1]) * (1 - parts[3])),
                        part((1 - parts[2]) * (1 - parts[3])),
                        true);
            default -> UNKNOWN;
        };
    }

    static Colour ofHighlight(@Nullable String name) {
        return name == null ? NONE : HIGHLIGHTS.getOrDefault(name.toLowerCase(Locale.ROOT), UNKNOWN);
    }

    /** What {@code w:shd} paints behind. */
    static Colour ofShading(Attributes shading) {
        String pattern = Word.value(shading);
        String fill = Word.attribute(shading, "fill");
        if ("solid".equals(pattern)) {
            return ofHex(Word.attribute(shading, "color"));
        }
        boolean themed = Word.attribute(shading, "themeFill") != null;
        if (pattern == null || pattern.equals("clear") || pattern.equals("nil")) {
            boolean none = fill == null || fill.equals("auto");
            return none ? (themed ? UNKNOWN : NONE) : ofHex(fill);
        }
        return UNKNOWN;
    }

    private static int part(float value) {
        return Math.round(Math.clamp(value, 0f, 1f) * 255);
    }
}
