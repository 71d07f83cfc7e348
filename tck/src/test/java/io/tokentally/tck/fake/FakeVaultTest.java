package io.tokentally.tck.fake;

import io.tokentally.application.port.out.key.SecretVault;
import io.tokentally.application.service.key.FakeVault;
import io.tokentally.tck.key.SecretVaultContract;

/** The fake of {@link SecretVault}. */
class FakeVaultTest extends SecretVaultContract {

    private final FakeVault fake = new FakeVault();

    @Override
    protected SecretVault vault() {
        return fake;
    }
}
