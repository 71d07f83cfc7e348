package io.tokentally.domain.key;

import io.tokentally.domain.text.ParsesOutsideInput;
import java.util.random.RandomGenerator;

/**
 * A virtual key as its holder presents it: {@code tt_} and 40 letters and digits, 238 bits of chance. It is shown once and
 * kept nowhere; {@link #prefix()} is what people recognize it by.
 */
@ParsesOutsideInput
public record VirtualKeySecret(String value) {

    public static final String MARK = "tt_";

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 40;
    private static final int SHOWN = 8;

    /** @throws IllegalArgumentException if no virtual key looks like that; the message does not repeat it */
    public VirtualKeySecret {
        if (!isOne(value)) {
            throw new IllegalArgumentException(
                    "A virtual key is '%s' and %d letters and digits".formatted(MARK, LENGTH));
        }
    }

    /** Whether a text has the form of a virtual key. */
    public static boolean isOne(String text) {
        return text.length() == MARK.length() + LENGTH && standsAt(text, 0);
    }

    /** Whether a text holds, somewhere, what has the form of a virtual key. */
    public static boolean isWithin(String text) {
        for (int at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + 1)) {
            if (standsAt(text, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean standsAt(String text, int at) {
        int end = at + MARK.length() + LENGTH;
        if (end > text.length() || !text.startsWith(MARK, at)) {
            return false;
        }
        for (int i = at + MARK.length(); i < end; i++) {
            if (!isLetterOrDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** @param random must be cryptographically strong */
    public static VirtualKeySecret random(RandomGenerator random) {
        StringBuilder text = new StringBuilder(MARK);
        for (int i = 0; i < LENGTH; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new VirtualKeySecret(text.toString());
    }

    /** The beginning, which may be kept and shown: of no use to whoever lacks the rest. */
    public String prefix() {
        return value.substring(0, MARK.length() + SHOWN);
    }

    /** Its beginning, never the whole. */
    @Override
    public String toString() {
        return prefix() + "…";
    }
}
