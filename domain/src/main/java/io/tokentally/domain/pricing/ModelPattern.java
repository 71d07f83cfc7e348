package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.text.ParsesOutsideInput;
import io.tokentally.domain.text.PlainText;
import java.util.List;

/**
 * Which model names a price is for: a whole name, or one with wildcards, where {@code *} stands for any characters or none,
 * and {@code #} for one digit from 0 to 9. {@code gpt-4.1-nano} is exact, {@code claude-3-opus*} a prefix and
 * {@code gpt-4.1-nano-####-##-##} any dated snapshot.
 *
 * <p>Regular expressions are not taken: one of them can run forever, and whether two of them match the same name cannot be
 * told in reasonable time. Of these patterns it can.
 */
@ParsesOutsideInput
public record ModelPattern(String text) {

    private static final String REGEX_CHARACTERS = "()[]{}+?^$|\\";

    public ModelPattern {
        text = PlainText.require("model pattern", text, ModelName.MAX_LENGTH);
        for (int i = 0; i < text.length(); i++) {
            if (REGEX_CHARACTERS.indexOf(text.charAt(i)) >= 0) {
                throw new IllegalArgumentException(
                        ("The model pattern %s has the character %c of regular expressions, which are not taken because one "
                                        + "can run forever. Write * for any characters and # for one digit.")
                                .formatted(text, text.charAt(i)));
            }
        }
    }

    /** The model by its name, and its dated snapshots: {@code gpt-4.1-nano} and {@code gpt-4.1-nano-2025-04-14}. */
    public static List<ModelPattern> nameAndSnapshots(ModelName model) {
        String snapshots = model.value() + "-####-##-##";
        return snapshots.length() > ModelName.MAX_LENGTH
                ? List.of(new ModelPattern(model.value()))
                : List.of(new ModelPattern(model.value()), new ModelPattern(snapshots));
    }

    /** Whether it is a name, and not many. */
    public boolean isExact() {
        return text.indexOf('*') < 0 && text.indexOf('#') < 0;
    }

    /** How much of a name it says. A whole name says the most; of two patterns the one with more fixed characters. */
    public int specificity() {
        if (isExact()) {
            return Integer.MAX_VALUE;
        }
        int fixed = 0;
        for (int i = 0; i < text.length(); i++) {
            fixed += text.charAt(i) == '*' ? 0 : 1;
        }
        return fixed;
    }

    /** In time proportional to the product of the lengths at worst, and without allocation. */
    public boolean matches(String name) {
        int at = 0;
        int star = -1;
        int afterStar = 0;
        int i = 0;
        while (i < name.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                afterStar = i;
            } else if (at < text.length() && accepts(text.charAt(at), name.charAt(i))) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++afterStar;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }

    /** Whether there is a name that both match. */
    public boolean intersects(ModelPattern other) {
        if (beginsApartFrom(other)) {
            return false;
        }
        int rows = text.length();
        int columns = other.text.length();
        boolean[][] rest = new boolean[rows + 1][columns + 1];
        for (int i = rows; i >= 0; i--) {
            for (int j = columns; j >= 0; j--) {
                rest[i][j] = meet(other, rest, i, j);
            }
        }
        return rest[0][0];
    }

    /** Whether a character before the first {@code *} of either tells them apart; so it is with most of a price book. */
    private boolean beginsApartFrom(ModelPattern other) {
        int length = Math.min(text.length(), other.text.length());
        for (int i = 0; i < length; i++) {
            char character = text.charAt(i);
            char otherCharacter = other.text.charAt(i);
            if (character == '*' || otherCharacter == '*') {
                return false;
            }
            if (!accepts(character, otherCharacter) && !accepts(otherCharacter, character)) {
                return true;
            }
        }
        return false;
    }

    private boolean meet(ModelPattern other, boolean[][] rest, int i, int j) {
        boolean star = i < text.length() && text.charAt(i) == '*';
        boolean otherStar = j < other.text.length() && other.text.charAt(j) == '*';
        if (i == text.length() && j == other.text.length()) {
            return true;
        }
        if (star || otherStar) {
            return (star && rest[i + 1][j])
                    || (otherStar && rest[i][j + 1])
                    || (star && j < other.text.length() && rest[i][j + 1])
                    || (otherStar && i < text.length() && rest[i + 1][j]);
        }
        return i < text.length()
                && j < other.text.length()
                && (accepts(text.charAt(i), other.text.charAt(j)) || accepts(other.text.charAt(j), text.charAt(i)))
                && rest[i + 1][j + 1];
    }

    private static boolean accepts(char pattern, char character) {
        return pattern == character || (pattern == '#' && character >= '0' && character <= '9');
    }

    @Override
    public String toString() {
        return text;
    }
}
