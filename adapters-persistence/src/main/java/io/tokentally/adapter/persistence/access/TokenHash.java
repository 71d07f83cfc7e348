package io.tokentally.adapter.persistence.access;

import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.RecoveryCode;
import io.tokentally.domain.access.ViewerToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What the database keeps of a session's token, a link's secret or a recovery code: its SHA-256. They are 80 bits of chance or
 * more, which need no slow hash.
 */
final class TokenHash {

    private TokenHash() {}

    static byte[] of(ViewerToken token) {
        return of(token.value());
    }

    static byte[] of(LinkSecret secret) {
        return of(secret.value());
    }

    static byte[] of(RecoveryCode code) {
        return of(code.value());
    }

    private static byte[] of(String value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
