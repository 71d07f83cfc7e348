package io.tokentally.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.key.SecretUnreadableException;
import io.tokentally.application.port.out.key.SecretVault;
import io.tokentally.application.port.out.secret.SealUnreadableException;
import io.tokentally.application.port.out.secret.SecretPlace;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.metering.Provider;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeySecurityTest {

    static final MasterKey MASTER = MasterKey.parse(MasterKeyTest.COUNTED, "test");
    static final MasterKey OTHER_MASTER = MasterKey.parse("A".repeat(43) + "=", "test");

    /**
     * A provider's key as the first form has it: worked out by Python's {@code cryptography}, under the key derived from
     * {@link MasterKeyTest#COUNTED}, with a nonce of twelve sevens.
     */
    static final SealedSecret FIRST_FORM = new SealedSecret("AQcHBwcHBwcHBwcHB4Ue6ogeF0K41q6wamA6YdSDzxkpsOaJvHWScL8=");

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final ProviderSecret SECRET = new ProviderSecret("sk-proj-4711");
    private static final SecretPlace CODES = SecretPlace.of("codes", "ada");
    private static final byte[] BYTES = "4711".getBytes(StandardCharsets.US_ASCII);

    private final SecretSealing sealing = sealing(MASTER, null);
    private final SecretVault vault = new SealedProviderKeys(sealing);

    static SecretSealing sealing(MasterKey current, @Nullable MasterKey previous) {
        return new AesSecretSealing(new MasterKeys(current, previous));
    }

    @Test
    void aProvidersKeyOpensAgainAndOnlyWhereItBelongs() {
        SealedSecret sealed = vault.seal(ACME, Provider.OPENAI, SECRET);

        assertThat(new SealedProviderKeys(sealing(MASTER, null)).open(ACME, Provider.OPENAI, sealed))
                .isEqualTo(SECRET);
        assertUnreadable(vault, new OrganizationId("globex"), Provider.OPENAI, sealed);
        assertUnreadable(vault, ACME, Provider.ANTHROPIC, sealed);
        assertUnreadable(vault, new OrganizationId("acmeo"), new Provider("penai"), sealed);
        assertUnreadable(new SealedProviderKeys(sealing(OTHER_MASTER, null)), ACME, Provider.OPENAI, sealed);
    }

    @Test
    void anySecretOpensInItsPlaceAlone() {
        SealedSecret sealed = sealing.seal(CODES, BYTES);

        assertThat(sealing.open(CODES, sealed)).isEqualTo(BYTES);
        for (SecretPlace other : new SecretPlace[] {
            SecretPlace.of("codes", "eve"),
            SecretPlace.of("codes"),
            SecretPlace.of("codes", "ada", ""),
            SecretPlace.of("codes", "a", "da"),
            SecretPlace.of("code", "sada"),
            SecretPlace.of(SecretVault.PURPOSE, "ada")
        }) {
            assertUnreadable(sealing, other, sealed);
        }
    }

    @Test
    void whatIsUnderThePreviousMasterKeyOpensAndIsNotCurrent() {
        SealedSecret sealed = sealing.seal(CODES, BYTES);
        SecretSealing meanwhile = sealing(OTHER_MASTER, MASTER);

        assertThat(sealing.isCurrent(sealed)).isTrue();
        assertThat(meanwhile.open(CODES, sealed)).isEqualTo(BYTES);
        assertThat(meanwhile.isCurrent(sealed)).isFalse();
        SealedSecret anew = meanwhile.seal(CODES, BYTES);
        assertThat(meanwhile.isCurrent(anew)).isTrue();
        assertThat(sealing(OTHER_MASTER, null).open(CODES, anew)).isEqualTo(BYTES);
        assertUnreadable(sealing, CODES, anew);
        assertUnreadable(meanwhile, SecretPlace.of("codes", "eve"), sealed);
    }

    @Test
    void theFirstFormOpensUnderEitherMasterKeyAndIsNotCurrent() {
        for (SecretSealing either : new SecretSealing[] {sealing, sealing(OTHER_MASTER, MASTER)}) {
            assertThat(new SealedProviderKeys(either).open(ACME, Provider.OPENAI, FIRST_FORM))
                    .isEqualTo(SECRET);
            assertThat(either.isCurrent(FIRST_FORM)).isFalse();
            assertUnreadable(either, SecretPlace.of("codes", "acme", "openai"), FIRST_FORM);
        }
        assertUnreadable(vault, ACME, Provider.ANTHROPIC, FIRST_FORM);
        assertUnreadable(new SealedProviderKeys(sealing(OTHER_MASTER, null)), ACME, Provider.OPENAI, FIRST_FORM);
    }

    @Test
    void everySealIsAnother() {
        assertThat(vault.seal(ACME, Provider.OPENAI, SECRET)).isNotEqualTo(vault.seal(ACME, Provider.OPENAI, SECRET));
    }

    @Test
    void noBitOfASealCanBeChanged() {
        for (SealedSecret whole : new SealedSecret[] {vault.seal(ACME, Provider.OPENAI, SECRET), FIRST_FORM}) {
            byte[] sealed = Base64.getDecoder().decode(whole.base64());
            assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("4711");
            for (int i = 0; i < sealed.length * 8; i++) {
                byte[] changed = sealed.clone();
                changed[i / 8] ^= (byte) (1 << (i % 8));
                assertUnreadable(vault, ACME, Provider.OPENAI, seal(changed));
            }
            for (int length = 1; length < sealed.length; length++) {
                assertUnreadable(vault, ACME, Provider.OPENAI, seal(Arrays.copyOf(sealed, length)));
            }
        }
        assertUnreadable(vault, ACME, Provider.OPENAI, new SealedSecret("no base64"));
    }

    private static SealedSecret seal(byte[] bytes) {
        return new SealedSecret(Base64.getEncoder().encodeToString(bytes));
    }

    private static void assertUnreadable(
            SecretVault vault, OrganizationId organizationId, Provider provider, SealedSecret sealed) {
        assertThatExceptionOfType(SecretUnreadableException.class)
                .isThrownBy(() -> vault.open(organizationId, provider, sealed))
                .withMessageContaining("cannot be decrypted");
    }

    private static void assertUnreadable(SecretSealing sealing, SecretPlace place, SealedSecret sealed) {
        assertThatExceptionOfType(SealUnreadableException.class)
                .isThrownBy(() -> sealing.open(place, sealed))
                .withMessageContaining("cannot be decrypted")
                .withMessageNotContaining("4711");
    }
}
