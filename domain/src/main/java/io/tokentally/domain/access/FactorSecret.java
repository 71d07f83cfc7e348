package io.tokentally.domain.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * The secret that an app for one-time codes shares with the application: 160 bits of chance.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4226#section-4">RFC 4226, section 4, R6: the length of the secret</a>
 */
public final class FactorSecret {

    private static final int BYTES = 20;

    private final byte[] bytes;

    /** @throws IllegalArgumentException if it has another length */
    public FactorSecret(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A second factor's secret has %d bytes".formatted(BYTES));
        }
        this.bytes = bytes.clone();
    }

    public static FactorSecret random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new FactorSecret(bytes);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** As people type it: Base 32 in groups of four. */
    public String text() {
        return Base32.inGroups(Base32.encode(bytes), " ");
    }

    /**
     * As apps read it from a picture.
     *
     * @param issuer whose codes they are, as the app shows it
     * @see <a href="https://github.com/google/google-authenticator/wiki/Key-Uri-Format">Key URI Format</a>
     */
    public String uri(String issuer, String login) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%1$s"
                .formatted(encoded(issuer), encoded(login), Base32.encode(bytes));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "FactorSecret";
    }
}
