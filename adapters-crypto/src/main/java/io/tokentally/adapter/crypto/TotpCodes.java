package io.tokentally.adapter.crypto;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.tokentally.application.port.out.access.OneTimeCodes;
import io.tokentally.domain.access.FactorSecret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.spec.SecretKeySpec;

/** Six digits for each 30 seconds, by HMAC-SHA-1: what every app computes. */
final class TotpCodes implements OneTimeCodes {

    private static final int DIGITS = 6;

    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();

    @Override
    public OptionalLong step(FactorSecret secret, String code, Instant now) {
        if (code.length() != DIGITS) {
            return OptionalLong.empty();
        }
        long current = now.getEpochSecond() / generator.getTimeStep().toSeconds();
        return LongStream.rangeClosed(current - 1, current + 1)
                .filter(step -> isSame(code(secret, step), code))
                .findFirst();
    }

    /** The code of those 30 seconds since 1970. */
    String code(FactorSecret secret, long step) {
        try {
            return generator.generateOneTimePasswordString(
                    new SecretKeySpec(secret.bytes(), generator.getAlgorithm()),
                    Instant.ofEpochSecond(step * generator.getTimeStep().toSeconds()));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("Any bytes are a key of HMAC", e);
        }
    }

    private static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
