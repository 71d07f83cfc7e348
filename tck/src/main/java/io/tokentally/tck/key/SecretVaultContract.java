package io.tokentally.tck.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.key.SecretUnreadableException;
import io.tokentally.application.port.out.key.SecretVault;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.metering.Provider;
import org.junit.jupiter.api.Test;

/** What every vault of providers' keys does. */
public abstract class SecretVaultContract {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final ProviderSecret SECRET = new ProviderSecret("sk-proj-4711");

    protected abstract SecretVault vault();

    @Test
    void aKeyOpensForTheOrganizationAndTheProviderThatItWasSealedFor() {
        SealedSecret sealed = vault().seal(ACME, Provider.OPENAI, SECRET);

        assertThat(vault().open(ACME, Provider.OPENAI, sealed)).isEqualTo(SECRET);
    }

    @Test
    void itOpensForNobodyElse() {
        SealedSecret sealed = vault().seal(ACME, Provider.OPENAI, SECRET);

        assertUnreadable(new OrganizationId("globex"), Provider.OPENAI, sealed);
        assertUnreadable(ACME, Provider.ANTHROPIC, sealed);
        assertUnreadable(new OrganizationId("acmeo"), new Provider("penai"), sealed);
    }

    @Test
    void whatIsNoSealOpensNothing() {
        String sealed = vault().seal(ACME, Provider.OPENAI, SECRET).base64();

        assertUnreadable(ACME, Provider.OPENAI, new SealedSecret(sealed.substring(0, sealed.length() / 2)));
        assertUnreadable(ACME, Provider.OPENAI, new SealedSecret("no seal"));
    }

    @Test
    void aSealDoesNotShowTheKey() {
        assertThat(vault().seal(ACME, Provider.OPENAI, SECRET).base64()).doesNotContain("4711", "sk-proj");
    }

    private void assertUnreadable(OrganizationId organizationId, Provider provider, SealedSecret sealed) {
        assertThatExceptionOfType(SecretUnreadableException.class)
                .isThrownBy(() -> vault().open(organizationId, provider, sealed))
                .withMessageNotContaining("4711");
    }
}
