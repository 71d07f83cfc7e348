package io.tokentally.adapter.pricefile;

import io.tokentally.domain.pricing.BundleRelease;
import io.tokentally.domain.pricing.PriceBundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes price bundles and the keys that they are signed with, for whoever publishes prices. */
public final class PriceBundleWriter {

    private static final String FIRST_LINE = "-----BEGIN PRIVATE KEY-----";
    private static final String LAST_LINE = "-----END PRIVATE KEY-----";

    private PriceBundleWriter() {}

    /**
     * A pair of keys.
     *
     * @param secret as PKCS 8 in PEM
     * @param trusted as whoever trusts it configures it: X.509 in Base64
     * @param fingerprint of the public key
     */
    public record SigningKey(String secret, String trusted, String fingerprint) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "SigningKey[" + fingerprint + "]";
        }
    }

    /** A new pair, of nobody else's. */
    public static SigningKey newKey() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(TrustedKeys.ALGORITHM).generateKeyPair();
            byte[] trusted = pair.getPublic().getEncoded();
            return new SigningKey(
                    "%s%n%s%n%s%n"
                            .formatted(
                                    FIRST_LINE,
                                    Base64.getMimeEncoder()
                                            .encodeToString(pair.getPrivate().getEncoded()),
                                    LAST_LINE),
                    Base64.getEncoder().encodeToString(trusted),
                    TrustedKeys.sha256(trusted));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java since 15 has Ed25519", e);
        }
    }

    /**
     * Makes a bundle, and reads it as whoever takes it does.
     *
     * @param secret as PKCS 8 in PEM, as openssl writes it, too
     * @param trusted the public key of it
     * @param files by name; each is a price file
     * @throws io.tokentally.domain.pricing.PriceRefusedException if it could not be used
     * @throws IllegalArgumentException if a key is none
     */
    public static byte[] write(BundleRelease release, String secret, String trusted, Map<String, byte[]> files) {
        SortedMap<String, byte[]> sorted = new TreeMap<>(files);
        TrustedKeys keys = TrustedKeys.of(List.of(trusted));
        byte[] manifest = """
                {
                  "form": %d,
                  "version": %d,
                  "date": "%s",
                  "key": "%s",
                  "files": {
                %s
                  }
                }
                """.formatted(
                        PriceBundleFile.FORM,
                        release.version(),
                        release.date(),
                        keys.fingerprints().iterator().next(),
                        sorted.entrySet().stream()
                                .map(file -> "    \"%s\": \"%s\""
                                        .formatted(file.getKey(), TrustedKeys.sha256(file.getValue())))
                                .collect(Collectors.joining(",\n")))
                .getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> all = new TreeMap<>(sorted);
        all.put(PriceBundleFile.MANIFEST, manifest);
        all.put(PriceBundleFile.SIGNATURE, signature(secret, manifest));
        byte[] bundle = zip(all);
        PriceBundle unused = PriceBundleFile.verified("to be published", bundle, keys);
        return bundle;
    }

    /** @throws IllegalArgumentException if the key is no private key of Ed25519 */
    static byte[] signature(String secret, byte[] content) {
        try {
            byte[] encoded = Base64.getMimeDecoder()
                    .decode(secret.replace(FIRST_LINE, "").replace(LAST_LINE, ""));
            PrivateKey key =
                    KeyFactory.getInstance(TrustedKeys.ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            Signature signing = Signature.getInstance(TrustedKeys.ALGORITHM);
            signing.initSign(key);
            signing.update(content);
            return signing.sign();
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            // The cause may quote what should not be told.
            throw new IllegalArgumentException("That is no private key of Ed25519 as PKCS 8 in PEM");
        }
    }

    static byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                // So that the same files make the same bundle.
                entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
