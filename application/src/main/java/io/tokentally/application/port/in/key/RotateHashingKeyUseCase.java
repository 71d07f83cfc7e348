package io.tokentally.application.port.in.key;

import io.tokentally.application.port.kind.SystemPort;
import java.time.Duration;
import java.time.Instant;

/** Whoever runs the installation has its virtual keys hashed under another secret, each at its next use. */
@SystemPort("asked by whoever runs the installation, by a command")
public interface RotateHashingKeyUseCase {

    /**
     * Starts another hashing key. Keys that are used before the deadline are renewed unnoticed; the others are refused from
     * then on.
     *
     * @param grace how long the keys that are known by their old hash go on being accepted
     * @throws io.tokentally.domain.key.KeyRefusedException if an earlier rotation is still under way, and keys would be refused before
     *     the time that was told
     */
    Rotation rotate(Duration grace);

    /**
     * A rotation that was started.
     *
     * @param number of the new hashing key
     * @param deadline until when keys under the one before are accepted
     * @param keys how many are to be used until then
     */
    record Rotation(int number, Instant deadline, long keys) {}
}
