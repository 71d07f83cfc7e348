package io.tokentally.application.port.in.audit;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.audit.ChainVerdict;
import io.tokentally.domain.audit.SignedHead;
import java.util.List;

/** Whoever runs the installation checks all audit chains. */
@SystemPort("asked by whoever runs the installation, by a command")
public interface VerifyChainsUseCase {

    /**
     * Checks each chain from its first entry to its last, and whether it holds what was signed before.
     *
     * @param formerKeys public keys that heads were signed by under former master keys
     * @throws SignatureUnknownException if a head was signed by none of the keys
     * @throws IllegalArgumentException if a former key is none
     */
    List<ChainVerdict> verify(List<SignedHead> signedHeads, List<String> formerKeys);

    /** The Ed25519 key that heads are signed by: X.509 (RFC 8410) in Base64. */
    String publicKey();

    /** A head was signed by a key that is not known, or was changed. The message names it. */
    final class SignatureUnknownException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public SignatureUnknownException(SignedHead head) {
            super("The head %d of the chain '%s' was signed by another key than this installation's, or was changed."
                    .formatted(head.head().number(), head.head().chain()));
        }
    }
}
