package io.tokentally.application.port.out.audit;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.SignedHead;

/** Signs the heads of audit chains by the installation's key. */
@SystemPort("computes; reads nothing that is kept")
public interface HeadSignatures {

    SignedHead sign(ChainHead head);

    /**
     * Whether that key has signed it.
     *
     * @param publicKey as {@link #publicKey()} has it
     * @throws IllegalArgumentException if it is no such key
     */
    boolean isSignedBy(String publicKey, SignedHead head);

    /** The Ed25519 key to check signatures with: X.509 (RFC 8410) in Base64. */
    String publicKey();
}
