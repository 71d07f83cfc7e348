package io.tokentally.domain.text;

/** The beginning of a text, for a message that repeats it. */
public final class Excerpt {

    private static final String MORE = "…";

    private Excerpt() {}

    /**
     * The text, or what it begins with and an ellipsis. No character is cut in two: half of one cannot be written as JSON, nor as
     * UTF-8 at all.
     *
     * @param most the greatest length in UTF-16 units, without the ellipsis
     */
    public static String of(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + MORE;
    }
}
