package io.tokentally.tck.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.secret.SealedSecrets;
import io.tokentally.application.port.out.secret.SealedSecrets.KeptSecret;
import io.tokentally.application.port.out.secret.SecretPlace;
import io.tokentally.domain.key.SealedSecret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every keeper of sealed secrets does. */
public abstract class SealedSecretsContract {

    private static final SecretPlace ACME = SecretPlace.of("provider-key", "acme", "openai");
    private static final SecretPlace GLOBEX = SecretPlace.of("provider-key", "globex", "openai");
    private static final SealedSecret ONE = new SealedSecret("b25l");
    private static final SealedSecret TWO = new SealedSecret("dHdv");
    private static final SealedSecret ANEW = new SealedSecret("dGhyZWU=");

    protected abstract SealedSecrets secrets();

    /** Keeps a provider's key of that organization. */
    protected abstract void keepProviderKey(String organization, String provider, SealedSecret sealed);

    @BeforeEach
    void store() {
        keepProviderKey("acme", "openai", ONE);
        keepProviderKey("globex", "openai", TWO);
    }

    @Test
    void everySecretIsFoundWithItsPlace() {
        assertThat(secrets().all()).contains(new KeptSecret(ACME, ONE), new KeptSecret(GLOBEX, TWO));
    }

    @Test
    void whatIsStillAsItWasReadIsReplacedAndNothingElse() {
        KeptSecret read = new KeptSecret(ACME, ONE);

        assertThat(secrets().replace(read, ANEW)).isTrue();
        assertThat(secrets().replace(read, TWO)).isFalse();

        assertThat(secrets().all())
                .contains(new KeptSecret(ACME, ANEW), new KeptSecret(GLOBEX, TWO))
                .doesNotContain(read, new KeptSecret(ACME, TWO));
    }

    @Test
    void whatIsNotKeptIsNotReplaced() {
        KeptSecret unknown = new KeptSecret(SecretPlace.of("provider-key", "initech", "openai"), ONE);

        assertThat(secrets().replace(unknown, ANEW)).isFalse();
        assertThat(secrets().all()).extracting(KeptSecret::place).doesNotContain(unknown.place());
    }
}
