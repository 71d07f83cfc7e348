package io.tokentally.adapter.persistence.access;

import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.ViewerToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What the database keeps of a session's token or a link's secret: its SHA-256. Either is 256 bits of chance, which need no slow hash. */
final class TokenHash {

    private TokenHash() {}

    static byte[] of(ViewerToken token) {
        return of(token.value());
    }

    static byte[] of(LinkSecret secret) {
        return of(secret.value());
    }

    private static byte[] of(String value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
