package io.tokentally.adapter.crypto;

import io.tokentally.application.port.out.key.HashingKeys;
import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.key.KeyHashing;
import io.tokentally.application.port.out.secret.SealUnreadableException;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.domain.key.HashingKey;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.VirtualKeySecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HMAC-SHA256 under the hashing keys that the directory holds. A virtual key is 238 bits of chance, which nobody guesses: it
 * needs no slow hash as a password does, and a call has no time for one.
 */
final class HmacKeyHashing implements KeyHashing {

    private static final Logger LOG = LoggerFactory.getLogger(HmacKeyHashing.class);

    private final KeyDirectory directory;
    private final SecretSealing sealing;
    private volatile Opened opened = new Opened(List.of(), List.of());

    HmacKeyHashing(KeyDirectory directory, SecretSealing sealing) {
        this.directory = directory;
        this.sealing = sealing;
    }

    private record Opened(List<HashingKey> sealed, List<Hashing> hashings) {}

    /** Hashes under one key. */
    private record Hashing(int number, @Nullable Instant validUntil, SecretKeySpec key, ThreadLocal<Mac> macs) {

        static Hashing of(HashingKey hashingKey, SecretKeySpec key) {
            return new Hashing(
                    hashingKey.number(), hashingKey.validUntil(), key, ThreadLocal.withInitial(() -> mac(key)));
        }

        DatedHash hash(byte[] secret) {
            return new DatedHash(KeyHash.of(number, macs.get().doFinal(secret)), validUntil);
        }
    }

    @Override
    public List<DatedHash> hashes(VirtualKeySecret secret) {
        byte[] bytes = secret.value().getBytes(StandardCharsets.US_ASCII);
        return hashings().stream().map(hashing -> hashing.hash(bytes)).toList();
    }

    private List<Hashing> hashings() {
        List<HashingKey> sealed = directory.hashingKeys();
        Opened known = opened;
        if (!known.sealed().equals(sealed)) {
            known = new Opened(sealed, open(sealed, known.hashings()));
            opened = known;
        }
        return known.hashings();
    }

    private List<Hashing> open(List<HashingKey> sealed, List<Hashing> before) {
        List<Hashing> hashings = new ArrayList<>();
        for (HashingKey hashingKey : sealed) {
            SecretKeySpec key = open(hashingKey, before);
            if (key != null) {
                hashings.add(Hashing.of(hashingKey, key));
            }
        }
        return List.copyOf(hashings);
    }

    /** A hashing key never changes, only its seal: where that does not open, what was opened before is as good. */
    private @Nullable SecretKeySpec open(HashingKey hashingKey, List<Hashing> before) {
        int number = hashingKey.number();
        try {
            return new SecretKeySpec(sealing.open(HashingKeys.place(number), hashingKey.sealed()), "HmacSHA256");
        } catch (SealUnreadableException e) {
            SecretKeySpec known = before.stream()
                    .filter(hashing -> hashing.number() == number)
                    .map(Hashing::key)
                    .findFirst()
                    .orElse(null);
            LOG.error(
                    "Hashing key {} cannot be decrypted{}. Is the master key that it is sealed under configured here?",
                    number,
                    known == null ? ", and no virtual key is known by it" : "; what was read at the start still counts",
                    e);
            return known;
        }
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
