package io.tokentally.domain.access;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A session's token: the proof of who looks, 256 bits of chance in hexadecimal. The database verifies it before it shows
 * anything; knowing somebody's name is not being them.
 *
 * @param value the token; empty for {@link #NONE}
 */
public record ViewerToken(String value) {

    /** No proof: whoever looks so sees nothing. */
    public static final ViewerToken NONE = new ViewerToken("");

    private static final int BYTES = 32;

    /** @throws IllegalArgumentException if it is longer than any token; the message does not repeat it */
    public ViewerToken {
        if (value.length() > 2 * BYTES) {
            throw new IllegalArgumentException("A session's token has %d digits".formatted(2 * BYTES));
        }
    }

    public static ViewerToken random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new ViewerToken(HexFormat.of().formatHex(bytes));
    }

    /** Never the token. */
    @Override
    public String toString() {
        return value.isEmpty() ? "none" : "ViewerToken";
    }
}
