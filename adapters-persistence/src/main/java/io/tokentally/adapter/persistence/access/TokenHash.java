package io.tokentally.adapter.persistence.access;

import io.tokentally.domain.access.ViewerToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What the database keeps of a session's token: its SHA-256. A token is 256 bits of chance, which need no slow hash. */
final class TokenHash {

    private TokenHash() {}

    static byte[] of(ViewerToken token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.value().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
