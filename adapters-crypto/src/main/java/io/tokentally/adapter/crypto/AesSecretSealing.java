package io.tokentally.adapter.crypto;

import io.tokentally.application.port.out.secret.SealUnreadableException;
import io.tokentally.application.port.out.secret.SecretPlace;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.domain.key.SealedSecret;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM with a random nonce of 96 bits, under a key that is derived from a master key for the purpose. The bytes are the
 * {@link SealForm} with which master key, the nonce, and the ciphertext with its tag. The place is authenticated with it: moved
 * elsewhere, it does not open.
 *
 * @see <a href="https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf">NIST SP 800-38D</a>
 */
final class AesSecretSealing implements SecretSealing {

    private static final String DERIVATION = "tokentally/sealed/2/";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final MasterKeys masterKeys;
    private final SecureRandom random = new SecureRandom();

    AesSecretSealing(MasterKeys masterKeys) {
        this.masterKeys = masterKeys;
    }

    @Override
    public SealedSecret seal(SecretPlace place, byte[] secret) {
        byte[] head = SealForm.head(masterKeys.current());
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] ciphertext = cipher(
                            Cipher.ENCRYPT_MODE, key(masterKeys.current(), place), nonce, authenticated(head, place))
                    .doFinal(secret);
            byte[] sealed = ByteBuffer.allocate(head.length + NONCE_BYTES + ciphertext.length)
                    .put(head)
                    .put(nonce)
                    .put(ciphertext)
                    .array();
            return new SealedSecret(Base64.getEncoder().encodeToString(sealed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES-GCM", e);
        }
    }

    @Override
    public byte[] open(SecretPlace place, SealedSecret sealed) {
        SealForm form = SealForm.of(sealed);
        return switch (form.kind()) {
            case NAMED -> openNamed(place, sealed, form);
            case NAMELESS -> openNameless(place, sealed);
            case DAMAGED -> throw new SealUnreadableException(place, null);
        };
    }

    private byte[] openNamed(SecretPlace place, SealedSecret sealed, SealForm form) {
        MasterKey master = form.masterAmong(masterKeys);
        if (master == null) {
            throw new SealUnreadableException(place, null);
        }
        byte[] head = SealForm.head(master);
        try {
            return open(sealed, head.length, key(master, place), authenticated(head, place));
        } catch (GeneralSecurityException e) {
            throw new SealUnreadableException(place, e);
        }
    }

    /** It does not tell under which master key it is, but only the right one opens it. */
    private byte[] openNameless(SecretPlace place, SealedSecret sealed) {
        GeneralSecurityException failure = null;
        for (MasterKey master : new @Nullable MasterKey[] {masterKeys.current(), masterKeys.previous()}) {
            if (master != null) {
                try {
                    return open(sealed, 1, FirstSealForm.key(master), FirstSealForm.authenticated(place));
                } catch (GeneralSecurityException e) {
                    failure = e;
                }
            }
        }
        throw new SealUnreadableException(place, failure);
    }

    @Override
    public boolean isCurrent(SealedSecret sealed) {
        SealForm form = SealForm.of(sealed);
        return form.kind() == SealForm.Kind.NAMED && masterKeys.current().equals(form.masterAmong(masterKeys));
    }

    private static byte[] open(SealedSecret sealed, int headBytes, SecretKeySpec key, byte[] authenticated)
            throws GeneralSecurityException {
        byte[] bytes = Base64.getDecoder().decode(sealed.base64());
        if (bytes.length <= headBytes + NONCE_BYTES) {
            throw new GeneralSecurityException("It ends before its ciphertext");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        System.arraycopy(bytes, headBytes, nonce, 0, NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, key, nonce, authenticated)
                .doFinal(bytes, headBytes + NONCE_BYTES, bytes.length - headBytes - NONCE_BYTES);
    }

    private static SecretKeySpec key(MasterKey master, SecretPlace place) {
        return new SecretKeySpec(master.derive(DERIVATION + place.purpose()), "AES");
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, byte[] authenticated)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(authenticated);
        return cipher;
    }

    /** Each text after its length, so that no two places have the same bytes. */
    private static byte[] authenticated(byte[] head, SecretPlace place) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(bytes)) {
            data.write(head);
            data.writeUTF(place.purpose());
            for (String part : place.context()) {
                data.writeUTF(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
