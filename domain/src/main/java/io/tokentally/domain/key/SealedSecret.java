package io.tokentally.domain.key;

/**
 * A secret that is kept encrypted: a provider's key, or one of the installation's own.
 *
 * @param base64 the bytes, of which only what sealed them knows the order
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
