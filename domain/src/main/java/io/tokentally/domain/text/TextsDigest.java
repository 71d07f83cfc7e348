package io.tokentally.domain.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;

/** The bits of a SHA-256 digest of texts, in place of chance: the same for the same texts. Tells four times 64 bits. */
public final class TextsDigest implements RandomGenerator {

    private final ByteBuffer bits;

    public TextsDigest(String... texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                // With their lengths, so that texts cannot be cut in two ways.
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
                digest.update(bytes);
            }
            bits = ByteBuffer.wrap(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public long nextLong() {
        return bits.getLong();
    }
}
