package io.tokentally.domain.access;

import io.tokentally.domain.text.ParsesOutsideInput;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * A personal API token as a program presents it: {@code tt-api-}, 40 letters and digits, which are 238 bits of chance, and 6
 * more, their CRC-32 to the base 62. Whoever mistypes one is told so without a look into the database, and scanners of source
 * code know one when they see it. It is shown once and kept nowhere.
 */
@ParsesOutsideInput
public record ApiTokenSecret(String value) {

    public static final String MARK = "tt-api-";

    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int CHANCE = 40;
    private static final int CHECKSUM = 6;
    private static final int LENGTH = MARK.length() + CHANCE + CHECKSUM;

    /** @throws IllegalArgumentException if no token looks like that; the message does not repeat it */
    public ApiTokenSecret {
        if (!isOne(value)) {
            throw new IllegalArgumentException("An API token is '%s' and %d letters and digits, the last %d a checksum"
                    .formatted(MARK, CHANCE + CHECKSUM, CHECKSUM));
        }
    }

    /** Whether a text begins as API tokens do, whether it is one or not. */
    public static boolean isMeantAsOne(String text) {
        return text.startsWith(MARK);
    }

    /** Whether a text has the form of an API token, and its checksum. */
    public static boolean isOne(String text) {
        int chanceEnd = LENGTH - CHECKSUM;
        return text.length() == LENGTH
                && isMeantAsOne(text)
                && text.chars().skip(MARK.length()).allMatch(letter -> LETTERS.indexOf(letter) >= 0)
                && checksum(text.substring(0, chanceEnd)).equals(text.substring(chanceEnd));
    }

    /** @param random must be cryptographically strong */
    public static ApiTokenSecret random(RandomGenerator random) {
        StringBuilder text = new StringBuilder(MARK);
        for (int i = 0; i < CHANCE; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new ApiTokenSecret(text + checksum(text.toString()));
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        char[] digits = new char[CHECKSUM];
        long rest = crc.getValue();
        for (int i = CHECKSUM - 1; i >= 0; i--) {
            digits[i] = LETTERS.charAt((int) (rest % LETTERS.length()));
            rest /= LETTERS.length();
        }
        return new String(digits);
    }

    /** The token as what proves a session. */
    public ViewerToken token() {
        return new ViewerToken(value);
    }

    /** Never the token. */
    @Override
    public String toString() {
        return MARK + "…";
    }
}
