package io.tokentally.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.key.SecretUnreadable;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.key.VirtualKeySecret;
import io.tokentally.domain.metering.Provider;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class KeySecurityTest {

    private static final MasterKey MASTER = MasterKey.parse(MasterKeyTest.COUNTED, "test");
    private static final MasterKey OTHER_MASTER = MasterKey.parse("A".repeat(43) + "=", "test");
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final ProviderSecret SECRET = new ProviderSecret("sk-proj-4711");
    private static final VirtualKeySecret KEY = new VirtualKeySecret("tt_abcdefghijABCDEFGHIJ0123456789abcdefghij");

    private final AesSecretVault vault = new AesSecretVault(MASTER);

    @Test
    void whatIsSealedOpensAgainAndOnlyWhereItBelongs() {
        SealedSecret sealed = vault.seal(ACME, Provider.OPENAI, SECRET);

        assertThat(new AesSecretVault(MASTER).open(ACME, Provider.OPENAI, sealed))
                .isEqualTo(SECRET);
        assertUnreadable(vault, new OrganizationId("globex"), Provider.OPENAI, sealed);
        assertUnreadable(vault, ACME, Provider.ANTHROPIC, sealed);
        assertUnreadable(vault, new OrganizationId("acmeo"), new Provider("penai"), sealed);
        assertUnreadable(new AesSecretVault(OTHER_MASTER), ACME, Provider.OPENAI, sealed);
    }

    @Test
    void everySealIsAnother() {
        assertThat(vault.seal(ACME, Provider.OPENAI, SECRET)).isNotEqualTo(vault.seal(ACME, Provider.OPENAI, SECRET));
    }

    @Test
    void noBitOfASealCanBeChanged() {
        byte[] sealed = Base64.getDecoder()
                .decode(vault.seal(ACME, Provider.OPENAI, SECRET).base64());
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("4711");
        for (int i = 0; i < sealed.length * 8; i++) {
            byte[] changed = sealed.clone();
            changed[i / 8] ^= (byte) (1 << (i % 8));
            assertUnreadable(vault, ACME, Provider.OPENAI, seal(changed));
        }
        for (int length = 1; length < sealed.length; length++) {
            assertUnreadable(vault, ACME, Provider.OPENAI, seal(Arrays.copyOf(sealed, length)));
        }
        assertUnreadable(vault, ACME, Provider.OPENAI, new SealedSecret("no base64"));
    }

    /** Worked out by {@code openssl mac -digest SHA256 -macopt hexkey:… HMAC}, under the derived key. */
    @Test
    void hashesAsHmacDoes() {
        assertThat(HexFormat.of().formatHex(new HmacKeyHashing(MASTER).hash(KEY).bytes()))
                .isEqualTo("a1888a81fd22acda2e1b80578175125112dfaa838e8b1be935ba7abd67d885f1");
        assertThat(new HmacKeyHashing(OTHER_MASTER).hash(KEY)).isNotEqualTo(new HmacKeyHashing(MASTER).hash(KEY));
    }

    @Test
    void manyThreadsHashAtOnce() throws Exception {
        HmacKeyHashing hashing = new HmacKeyHashing(MASTER);
        KeyHash expected = hashing.hash(KEY);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<KeyHash>> hashes = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                hashes.add(threads.submit(() -> hashing.hash(KEY)));
            }
            for (Future<KeyHash> hash : hashes) {
                assertThat(hash.get()).isEqualTo(expected);
            }
        }
    }

    private static SealedSecret seal(byte[] bytes) {
        return new SealedSecret(Base64.getEncoder().encodeToString(bytes));
    }

    private static void assertUnreadable(
            AesSecretVault vault, OrganizationId organizationId, Provider provider, SealedSecret sealed) {
        assertThatExceptionOfType(SecretUnreadable.class)
                .isThrownBy(() -> vault.open(organizationId, provider, sealed))
                .withMessageContaining("cannot be decrypted");
    }
}
