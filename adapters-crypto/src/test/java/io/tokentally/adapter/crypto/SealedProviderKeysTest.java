package io.tokentally.adapter.crypto;

import io.tokentally.application.port.out.key.SecretVault;
import io.tokentally.tck.key.SecretVaultContract;

/** What every vault of providers' keys does; what AES and our forms add is in {@link KeySecurityTest}. */
class SealedProviderKeysTest extends SecretVaultContract {

    @Override
    protected SecretVault vault() {
        return new SealedProviderKeys(KeySecurityTest.sealing(KeySecurityTest.MASTER, null));
    }
}
