package io.tokentally.bootstrap.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.ViewerToken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.core.Authentication;

/**
 * Passwords that came with a request and were right, by a keyed hash and for seconds: a script that calls ten times a second
 * makes nobody compute bcrypt ten times a second. Each stands for a session, which ends when the person's rights change, and
 * the password is checked anew after that.
 */
final class VerifiedPasswords {

    private static final Duration REMEMBERED_FOR = Duration.ofSeconds(30);
    private static final int MAX_PASSWORDS = 10_000;
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;
    private final Cache<ByteBuffer, ViewerToken> tokens = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED_FOR)
            .maximumSize(MAX_PASSWORDS)
            .build();

    VerifiedPasswords(SecureRandom random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    /** The session that the same password has opened moments ago. */
    Optional<ViewerToken> find(Authentication attempt) {
        return isBasic(attempt)
                ? Optional.ofNullable(tokens.getIfPresent(hash(attempt, String.valueOf(attempt.getCredentials()))))
                : Optional.empty();
    }

    /** @param password as it came; the attempt may have forgotten it by now */
    void remember(Authentication attempt, String password, ViewerToken token) {
        if (isBasic(attempt)) {
            tokens.put(hash(attempt, password), token);
        }
    }

    private static boolean isBasic(Authentication attempt) {
        return attempt.getDetails() instanceof SignInDetails details && details.kind() == Session.Kind.BASIC;
    }

    private ByteBuffer hash(Authentication attempt, String password) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            byte[] login = attempt.getName().strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(login.length).array());
            mac.update(login);
            return ByteBuffer.wrap(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
