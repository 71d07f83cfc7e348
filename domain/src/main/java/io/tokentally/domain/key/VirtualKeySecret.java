package io.tokentally.domain.key;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A virtual key as its holder presents it: {@code tt_} and 40 letters and digits, 238 bits of chance. It is shown once and
 * kept nowhere; {@link #prefix()} is what people recognize it by.
 */
public record VirtualKeySecret(String value) {

    public static final String MARK = "tt_";

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 40;
    private static final int SHOWN = 8;
    private static final Pattern FORM = Pattern.compile(MARK + "[A-Za-z0-9]{" + LENGTH + "}");

    /** @throws IllegalArgumentException if no virtual key looks like that; the message does not repeat it */
    public VirtualKeySecret {
        if (!isOne(value)) {
            throw new IllegalArgumentException(
                    "A virtual key is '%s' and %d letters and digits".formatted(MARK, LENGTH));
        }
    }

    /** Whether a text has the form of a virtual key. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
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
