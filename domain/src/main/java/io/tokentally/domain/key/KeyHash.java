package io.tokentally.domain.key;

import java.nio.ByteBuffer;

/**
 * The keyed hash of a virtual key, 256 bits, which a key is found by and cannot be told from.
 *
 * @param hashingKey the number of the installation's hashing key that it was made under
 */
public record KeyHash(int hashingKey, long first, long second, long third, long fourth) {

    public static final int BYTES = 4 * Long.BYTES;

    public KeyHash {
        if (hashingKey < 1) {
            throw new IllegalArgumentException("Hashing keys are numbered from 1: " + hashingKey);
        }
    }

    /** @throws IllegalArgumentException if there are not {@value #BYTES} bytes */
    public static KeyHash of(int hashingKey, byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A key's hash has %d bytes, not %d".formatted(BYTES, bytes.length));
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new KeyHash(hashingKey, buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .array();
    }

    /** The hashes of random texts are random already. */
    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }

    /** Nothing of it: whoever holds the hashing key could try texts against it. */
    @Override
    public String toString() {
        return "KeyHash";
    }
}
