package io.tokentally.bootstrap.security;

import io.tokentally.application.port.out.key.SecretUnreadable;
import io.tokentally.application.port.out.key.SecretVault;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.metering.Provider;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with a random nonce of 96 bits. What is sealed is one byte for the version of key and form, the nonce, and the
 * ciphertext with its tag. Organization and provider are authenticated with it: moved to another row, it does not open.
 *
 * @see <a href="https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf">NIST SP 800-38D</a>
 */
final class AesSecretVault implements SecretVault {

    private static final String PURPOSE = "tokentally/provider-keys/1";
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    AesSecretVault(MasterKey masterKey) {
        this.key = new SecretKeySpec(masterKey.derive(PURPOSE), "AES");
    }

    @Override
    public SealedSecret seal(OrganizationId organizationId, Provider provider, ProviderSecret secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, place(organizationId, provider));
            byte[] ciphertext = cipher.doFinal(secret.value().getBytes(StandardCharsets.US_ASCII));
            byte[] sealed = ByteBuffer.allocate(1 + NONCE_BYTES + ciphertext.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(ciphertext)
                    .array();
            return new SealedSecret(Base64.getEncoder().encodeToString(sealed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES-GCM", e);
        }
    }

    @Override
    public ProviderSecret open(OrganizationId organizationId, Provider provider, SealedSecret sealed) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(sealed.base64()));
            if (bytes.remaining() <= 1 + NONCE_BYTES || bytes.get() != VERSION) {
                throw new SecretUnreadable(organizationId, provider, null);
            }
            byte[] nonce = new byte[NONCE_BYTES];
            bytes.get(nonce);
            byte[] ciphertext = new byte[bytes.remaining()];
            bytes.get(ciphertext);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, place(organizationId, provider));
            return new ProviderSecret(new String(cipher.doFinal(ciphertext), StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SecretUnreadable(organizationId, provider, e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place);
        return cipher;
    }

    /** Each text after its length, so that no two places have the same bytes. */
    private static byte[] place(OrganizationId organizationId, Provider provider) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream place = new DataOutputStream(bytes)) {
            place.writeByte(VERSION);
            place.writeUTF(organizationId.value());
            place.writeUTF(provider.value());
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
