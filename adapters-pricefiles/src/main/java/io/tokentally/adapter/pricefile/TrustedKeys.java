package io.tokentally.adapter.pricefile;

import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.text.ParsesOutsideInput;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The Ed25519 public keys whose price bundles are taken, by their SHA-256. */
@ParsesOutsideInput
final class TrustedKeys {

    /** Of RFC 8410. */
    static final String ALGORITHM = "Ed25519";

    private final Map<String, PublicKey> keys;

    private TrustedKeys(Map<String, PublicKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * @param encoded each as X.509 in Base64, which is what a PEM file holds between its first line and its last
     * @throws IllegalArgumentException if one is no such key
     */
    static TrustedKeys of(List<String> encoded) {
        Map<String, PublicKey> keys = new LinkedHashMap<>();
        for (String text : encoded) {
            try {
                byte[] bytes = Base64.getDecoder().decode(text.strip());
                keys.put(
                        sha256(bytes), KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(bytes)));
            } catch (IllegalArgumentException | GeneralSecurityException e) {
                throw new IllegalArgumentException(
                        "'%s' is no public key of Ed25519 as X.509 in Base64. './tokentally prices key' prints one."
                                .formatted(JsonFile.shown(text)),
                        e);
            }
        }
        return new TrustedKeys(keys);
    }

    Set<String> fingerprints() {
        return keys.keySet();
    }

    /** The key that the content was signed with, if it is one of these. */
    Optional<String> signerOf(byte[] content, byte[] signature) {
        return keys.entrySet().stream()
                .filter(key -> verifies(key.getValue(), content, signature))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Says why nothing verifies what claims to be signed with that key. */
    PriceRefusedException refusal(String bundle, String claimed) {
        return keys.containsKey(claimed)
                ? new PriceRefusedException(
                        "The price bundle %s was changed after it was signed, or signed with another key than it names: its signature is wrong. Get it anew from its publisher."
                                .formatted(bundle))
                : new PriceRefusedException(
                        "The price bundle %s is signed with the key %s, which is not trusted here. If you trust its publisher, put the public key into TOKENTALLY_PRICES_TRUSTEDKEYS."
                                .formatted(bundle, claimed));
    }

    private static boolean verifies(PublicKey key, byte[] content, byte[] signature) {
        try {
            Signature verification = Signature.getInstance(ALGORITHM);
            verification.initVerify(key);
            verification.update(content);
            return verification.verify(signature);
        } catch (GeneralSecurityException e) {
            // Of the wrong length, for instance: no signature of this key.
            return false;
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
