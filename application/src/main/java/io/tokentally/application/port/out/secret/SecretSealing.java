package io.tokentally.application.port.out.secret;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.key.SealedSecret;

/**
 * Encrypts secrets under the installation's current master key, each for the one place that it is kept in, and decrypts them
 * under the current or the previous one.
 */
@SystemPort("computes; reads nothing that is kept")
public interface SecretSealing {

    SealedSecret seal(SecretPlace place, byte[] secret);

    /** @throws SealUnreadableException if it was not sealed for that place, or under another master key */
    byte[] open(SecretPlace place, SealedSecret sealed);

    /** Whether it is sealed under the current master key and in the current form, so that nothing is to be done about it. */
    boolean isCurrent(SealedSecret sealed);
}
