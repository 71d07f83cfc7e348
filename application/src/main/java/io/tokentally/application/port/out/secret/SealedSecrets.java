package io.tokentally.application.port.out.secret;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.key.SealedSecret;
import java.util.List;

/** Every secret that the installation keeps sealed, wherever it is kept, read and changed as the database's owner. */
@SystemPort("the installation seals its secrets anew, by a command")
public interface SealedSecrets {

    List<KeptSecret> all();

    /**
     * Keeps it otherwise sealed, at once and for good.
     *
     * @return false if it is no longer kept as it was read: somebody has stored another, or removed it
     */
    boolean replace(KeptSecret kept, SealedSecret sealed);

    /** A sealed secret and where it is kept. */
    record KeptSecret(SecretPlace place, SealedSecret sealed) {}
}
