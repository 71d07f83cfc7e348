package io.tokentally.adapter.crypto;

import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.tck.secret.SecretSealingContract;

/** What every sealing of secrets does; what AES and our forms add is in {@link KeySecurityTest}. */
class AesSecretSealingTest extends SecretSealingContract {

    @Override
    protected SecretSealing sealing() {
        return KeySecurityTest.sealing(KeySecurityTest.MASTER, KeySecurityTest.OTHER_MASTER);
    }
}
