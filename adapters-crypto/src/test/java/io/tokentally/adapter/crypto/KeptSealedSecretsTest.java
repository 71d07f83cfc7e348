package io.tokentally.adapter.crypto;

import io.tokentally.application.port.out.secret.SealedSecrets;
import io.tokentally.application.port.out.secret.SecretPlace;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.tck.secret.SealedSecretsContract;

/** The stand-in of the other tests does what every keeper of sealed secrets does. */
class KeptSealedSecretsTest extends SealedSecretsContract {

    private final KeptInMemory kept = new KeptInMemory();

    @Override
    protected SealedSecrets secrets() {
        return kept;
    }

    @Override
    protected void keepProviderKey(String organization, String provider, SealedSecret sealed) {
        kept.add(SecretPlace.of("provider-key", organization, provider), sealed);
    }
}
