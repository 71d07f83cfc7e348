package io.tokentally.domain.access;

import io.tokentally.domain.text.ParsesOutsideInput;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What somebody signs in with once who has lost the app of their second factor: 80 bits of chance.
 *
 * @param value 16 letters and digits of Base 32
 */
@ParsesOutsideInput
public record RecoveryCode(String value) {

    /** How many somebody has. */
    public static final int COUNT = 10;

    private static final int BYTES = 10;
    private static final Pattern LETTERS = Pattern.compile("[A-Z2-7]{16}");

    /** @throws IllegalArgumentException if it is none; the message does not repeat it */
    public RecoveryCode {
        if (!LETTERS.matcher(value).matches()) {
            throw new IllegalArgumentException("A recovery code has 16 letters and digits of Base 32");
        }
    }

    public static RecoveryCode random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new RecoveryCode(Base32.encode(bytes));
    }

    /** What somebody typed, in whichever case and with whichever gaps; empty if it can be none. */
    public static Optional<RecoveryCode> typed(String text) {
        String value = text.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        return LETTERS.matcher(value).matches() ? Optional.of(new RecoveryCode(value)) : Optional.empty();
    }

    /** As people read it: {@code ABCD-EFGH-IJKL-MNOP}. */
    public String text() {
        return Base32.inGroups(value, "-");
    }

    /** Never the code. */
    @Override
    public String toString() {
        return "RecoveryCode";
    }
}
