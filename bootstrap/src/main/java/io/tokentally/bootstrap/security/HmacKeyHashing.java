package io.tokentally.bootstrap.security;

import io.tokentally.application.port.out.key.KeyHashing;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.VirtualKeySecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256. A virtual key is 238 bits of chance, which nobody guesses: it needs no slow hash as a password does, and a
 * call has no time for one.
 */
final class HmacKeyHashing implements KeyHashing {

    private static final String PURPOSE = "tokentally/virtual-keys/1";

    private final ThreadLocal<Mac> macs;

    HmacKeyHashing(MasterKey masterKey) {
        SecretKeySpec key = new SecretKeySpec(masterKey.derive(PURPOSE), "HmacSHA256");
        this.macs = ThreadLocal.withInitial(() -> mac(key));
    }

    @Override
    public KeyHash hash(VirtualKeySecret secret) {
        return KeyHash.of(macs.get().doFinal(secret.value().getBytes(StandardCharsets.US_ASCII)));
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
