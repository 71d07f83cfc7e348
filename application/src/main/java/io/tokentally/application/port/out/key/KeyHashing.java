package io.tokentally.application.port.out.key;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.VirtualKeySecret;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hashes virtual keys under keys of the installation's, so that who reads the hashes cannot try keys against them. */
@SystemPort("computes; reads nothing that is kept")
@FunctionalInterface
public interface KeyHashing {

    /**
     * The hashes that a key may be known by: under the current hashing key first, then under the one before. None if the
     * hashing keys are not known yet.
     */
    List<DatedHash> hashes(VirtualKeySecret secret);

    /**
     * The hash under the current hashing key, which a new key is kept by.
     *
     * @throws IllegalStateException if no hashing key is known
     */
    default KeyHash hash(VirtualKeySecret secret) {
        return hashes(secret).stream()
                .filter(hash -> hash.validUntil() == null)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No current hashing key is known, so no key can be made"))
                .hash();
    }

    /**
     * A hash, and until when a key is accepted that is known by it.
     *
     * @param validUntil absent under the current hashing key
     */
    record DatedHash(KeyHash hash, @Nullable Instant validUntil) {}
}
