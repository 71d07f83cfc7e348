package io.tokentally.adapter.documents;

import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/**
 * How a run of text in a DOCX looks, as far as it decides whether a reader sees it; what is absent was not said.
 *
 * @param colour of the letters
 * @param shading painted behind the run
 * @param halfPoints the size of the letters
 * @param percent how wide the letters are, of their usual width
 */
record RunLook(
        @Nullable Boolean vanished,
        @Nullable Colour colour,
        @Nullable Colour shading,
        @Nullable Integer halfPoints,
        @Nullable Integer percent,
        @Nullable String font) {

    static final RunLook PLAIN = new RunLook(null, null, null, null, null, null);

    /** Letters below 3 points are no letters to a reader. */
    private static final int LEAST_HALF_POINTS = 6;

    private static final int LEAST_PERCENT = 10;

    /** With what an element of {@code w:rPr} says. */
    RunLook with(String element, Attributes attributes) {
        String value = Word.value(attributes);
        return switch (element) {
            case "vanish", "noFill" -> new RunLook(Word.isOn(attributes), colour, shading, halfPoints, percent, font);
            case "color" ->
                new RunLook(
                        vanished,
                        "auto".equals(value) ? Colour.UNKNOWN : Colour.ofHex(value),
                        shading,
                        halfPoints,
                        percent,
                        font);
            case "highlight" -> withShading(Colour.ofHighlight(value));
            case "shd" -> shading == null ? withShading(Colour.ofShading(attributes)) : this;
            case "sz" -> new RunLook(vanished, colour, shading, Word.number(value), percent, font);
            case "w" -> new RunLook(vanished, colour, shading, halfPoints, Word.number(value), font);
            case "rFonts" ->
                new RunLook(vanished, colour, shading, halfPoints, percent, Word.attribute(attributes, "ascii"));
            default -> this;
        };
    }

    /** This look where it says something, the other where it does not. */
    RunLook over(RunLook other) {
        return new RunLook(
                vanished == null ? other.vanished : vanished,
                colour == null ? other.colour : colour,
                shading == null ? other.shading : shading,
                halfPoints == null ? other.halfPoints : halfPoints,
                percent == null ? other.percent : percent,
                font == null ? other.font : font);
    }

    /** Whether a reader sees nothing of the run. */
    boolean isHidden(Colour background) {
        Colour behind = shading == null || shading.equals(Colour.NONE) ? background : shading;
        return Boolean.TRUE.equals(vanished)
                || (halfPoints != null && halfPoints < LEAST_HALF_POINTS)
                || (percent != null && percent < LEAST_PERCENT)
                || (colour != null && colour.vanishesOn(behind));
    }

    private RunLook withShading(Colour wanted) {
        return new RunLook(vanished, colour, wanted, halfPoints, percent, font);
    }
}
