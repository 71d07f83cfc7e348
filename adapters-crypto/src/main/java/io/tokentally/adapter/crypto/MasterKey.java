package io.tokentally.adapter.crypto;

import io.tokentally.domain.start.StartRefusedException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that everything the installation keeps secret hangs on. For each purpose a key of its own is derived from it,
 * so that none tells anything of another.
 */
final class MasterKey {

    static final int BYTES = 32;

    private static final String REMEDY =
            "Set it to 32 random bytes in Base64, for instance from: openssl rand -base64 32";

    private final byte[] bytes;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads 32 bytes in Base64.
     *
     * @param source what it comes from, for the message
     * @throws StartRefusedException if it is something else; the message does not repeat it
     */
    static MasterKey parse(String base64, String source) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            // The cause would quote a character of it.
            throw new StartRefusedException(source + " is not in Base64.", REMEDY);
        }
        if (bytes.length != BYTES) {
            throw new StartRefusedException("%s has %d bytes, not %d.".formatted(source, bytes.length, BYTES), REMEDY);
        }
        return new MasterKey(bytes);
    }

    /**
     * A key of 32 bytes for that purpose: the first block of HKDF-Expand, for which a random key needs no extracting.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc5869#section-2.3">RFC 5869, 2.3</a>
     */
    byte[] derive(String purpose) {
        byte[] label = purpose.getBytes(StandardCharsets.UTF_8);
        byte[] block = Arrays.copyOf(label, label.length + 1);
        block[label.length] = 1;
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, mac.getAlgorithm()));
            return mac.doFinal(block);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    /** What tells this key from others, and nothing else of it. */
    String mark() {
        return Base64.getEncoder().encodeToString(derive("tokentally/master-key-mark/1"));
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "MasterKey";
    }
}
