package io.tokentally.domain.access;

import io.tokentally.domain.text.ParsesOutsideInput;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a link to one act carries: 256 bits of chance in hexadecimal. Whoever holds it may do that act once; what is kept is its
 * hash.
 *
 * @param value 64 digits
 */
@ParsesOutsideInput
public record LinkSecret(String value) {

    private static final int BYTES = 32;
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{" + 2 * BYTES + "}");

    /** @throws IllegalArgumentException if it is none; the message does not repeat it */
    public LinkSecret {
        if (!DIGITS.matcher(value).matches()) {
            throw new IllegalArgumentException("A link's secret has %d hexadecimal digits".formatted(2 * BYTES));
        }
    }

    public static LinkSecret random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new LinkSecret(HexFormat.of().formatHex(bytes));
    }

    /** Whether the text can be one. */
    public static boolean isOne(String text) {
        return DIGITS.matcher(text).matches();
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "LinkSecret";
    }
}
