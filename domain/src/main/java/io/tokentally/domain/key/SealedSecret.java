package io.tokentally.domain.key;

/**
 * A provider's key, encrypted.
 *
 * @param base64 the bytes, of which only the vault that made them knows the order
 */
public record SealedSecret(String base64) {

    public SealedSecret {
        if (base64.isEmpty()) {
            throw new IllegalArgumentException("A sealed secret must not be empty");
        }
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "SealedSecret";
    }
}
