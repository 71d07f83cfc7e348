package io.tokentally.adapter.crypto;

import io.tokentally.application.port.out.audit.HeadSignatures;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.SignedHead;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * Signs heads of audit chains with Ed25519. The private key is derived from the master key and kept nowhere; another master
 * key is another signer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8032">RFC 8032</a>
 */
final class Ed25519Heads implements HeadSignatures {

    private static final String PURPOSE = "tokentally/audit-heads/1";

    private final KeyPair keys;

    Ed25519Heads(MasterKey masterKey) {
        this.keys = keysFrom(masterKey.derive(PURPOSE));
    }

    @Override
    public SignedHead sign(ChainHead head) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(head.message());
            return new SignedHead(head, Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java from 15 on has Ed25519", e);
        }
    }

    @Override
    public boolean isSignedBy(String publicKey, SignedHead head) {
        PublicKey key = publicKey(publicKey);
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(head.head().message());
            return signature.verify(Base64.getDecoder().decode(head.signature()));
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java from 15 on has Ed25519", e);
        }
    }

    private static PublicKey publicKey(String base64) {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new IllegalArgumentException("'%s' is no Ed25519 public key in Base64".formatted(base64), e);
        }
    }

    @Override
    public String publicKey() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    /**
     * The private key of RFC 8032 is 32 random bytes, which the generator takes from its source of randomness. The library
     * has no other way to a public key.
     */
    private static KeyPair keysFrom(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java from 15 on has Ed25519", e);
        }
    }

    /** Hands out the same bytes once. */
    private static final class Seed extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        Seed(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] wanted) {
            if (wanted.length != bytes.length) {
                throw new IllegalStateException(
                        "Ed25519 takes %d bytes, not %d".formatted(bytes.length, wanted.length));
            }
            System.arraycopy(bytes, 0, wanted, 0, bytes.length);
        }
    }
}
