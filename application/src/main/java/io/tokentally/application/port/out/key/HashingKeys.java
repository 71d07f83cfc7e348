package io.tokentally.application.port.out.key;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.application.port.out.secret.SecretPlace;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.domain.key.HashingKey;
import io.tokentally.domain.key.SealedSecret;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The keys that virtual keys are hashed under, as the database's owner keeps them. At most two are valid: the current one, and
 * the one before until a deadline.
 */
@SystemPort("the installation keeps its own keys here, at a start or by a command")
public interface HashingKeys {

    /** What a hashing key's place is called, where it is sealed; its context is its number. */
    String PURPOSE = "hashing-key";

    /** Where the hashing key of that number is kept. */
    static SecretPlace place(int number) {
        return SecretPlace.of(PURPOSE, Integer.toString(number));
    }

    /**
     * A new hashing key of chance, sealed for its place.
     *
     * @param random must be cryptographically strong
     */
    static SealedSecret random(SecretSealing sealing, RandomGenerator random, int number) {
        byte[] secret = new byte[HashingKey.BYTES];
        random.nextBytes(secret);
        return sealing.seal(place(number), secret);
    }

    /** The one that new keys are hashed under, if there is one and it is sealed. */
    Optional<HashingKey> current();

    /** The one before, even after its deadline, as long as it is not taken out. */
    Optional<HashingKey> old();

    /** How many keys that open something are hashed under the one before. */
    long keysUnderOld();

    /** Whether the first one is still to be derived from the master key, as it was before hashing keys were kept. */
    boolean isFirstDerived();

    /** Keeps the first one sealed, unless it is already. */
    void sealFirst(SealedSecret sealed);

    /** Keeps a first one, unless there is one that some key is hashed under, or that is in use. */
    void addFirst(SealedSecret sealed);

    /** Whether any virtual key, be it revoked, is hashed under one of them. */
    boolean isAnyUsed();

    /** Takes out what no virtual key is hashed under, so that another first one can be kept: all of them, or none. */
    void removeUnused();

    /**
     * Starts another one in place of the current: that is valid until the deadline, and the one before it is taken out. An
     * audit entry tells of it.
     *
     * @return false if it is not the current one any more
     */
    boolean replace(HashingKey current, SealedSecret sealed, Instant at, Instant deadline);
}
