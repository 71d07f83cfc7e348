package io.tokentally.domain.pricing;

/**
 * An edition of the price list that its publisher signed, and whose signature was verified.
 *
 * @param key the SHA-256 of the public key that verifies it, in hexadecimal
 * @param sha256 of the whole bundle, in hexadecimal
 */
public record PriceBundle(BundleRelease release, String key, String sha256, PriceEdition edition) {

    /** A SHA-256 in hexadecimal. */
    private static final String SHA_256 = "[0-9a-f]{64}";

    public PriceBundle {
        if (!key.matches(SHA_256) || !sha256.matches(SHA_256)) {
            throw new IllegalArgumentException(
                    "Keys and bundles are told apart by their SHA-256 in hexadecimal, not by %s and %s"
                            .formatted(key, sha256));
        }
    }
}
