package io.tokentally.application.port.in.secret;

import io.tokentally.application.port.kind.SystemPort;
import java.util.List;

/** Whoever runs the installation moves its secrets from the previous master key to the current one. */
@SystemPort("asked by whoever runs the installation, by a command")
public interface RotateMasterKeyUseCase {

    /**
     * Seals anew whatever is not sealed under the current master key, one secret after the other, each at once and for good:
     * it can be stopped anywhere and run again, and the application may run meanwhile.
     */
    Outcome rotate();

    /**
     * What a run came to.
     *
     * @param resealed how many secrets were sealed anew
     * @param left what could not be decrypted, by where it is kept; none if the previous master key is needed no more
     */
    record Outcome(int resealed, List<String> left) {

        public Outcome {
            left = List.copyOf(left);
        }
    }
}
