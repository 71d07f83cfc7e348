package io.tokentally.adapter.persistence.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.secret.SealedSecrets;
import io.tokentally.application.port.out.secret.SealedSecrets.KeptSecret;
import io.tokentally.application.port.out.secret.SecretPlace;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.metering.Provider;
import io.tokentally.tck.secret.SealedSecretsContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class JdbcSealedSecretsIT extends SealedSecretsContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final SecretPlace OPENAI = SecretPlace.of("provider-key", "acme", "openai");

    private final SealedSecrets secrets = DATABASE.bean(SealedSecrets.class);

    @Override
    protected SealedSecrets secrets() {
        return secrets;
    }

    @Override
    protected void keepProviderKey(String organization, String provider, SealedSecret sealed) {
        DATABASE.asOwner()
                .sql("INSERT INTO provider_keys VALUES (?, ?, ?, 'aled', 'oscar', now())")
                .params(organization, provider, sealed.base64())
                .update();
    }

    @Test
    void findsEverySecretWithItsPlace() {
        assertThat(secrets.all())
                .containsExactlyInAnyOrder(
                        kept(OPENAI, "b25l"),
                        kept(SecretPlace.of("provider-key", "globex", "openai"), "dHdv"),
                        kept(SecretPlace.of("hashing-key", "1"), "c2VhbGVk"));
    }

    /** Whoever adds a column for sealed secrets meets this test: a rotation would leave it behind. Months are sealed at a time. */
    @Test
    void knowsEveryColumnThatHoldsSealedSecrets() {
        assertThat(DATABASE.asOwner().sql("""
                                SELECT attrelid::regclass || '.' || attname FROM pg_attribute
                                JOIN pg_class ON pg_class.oid = attrelid
                                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                                  AND attname LIKE '%sealed%' AND NOT attisdropped
                                  AND atttypid <> 'timestamptz'::regtype""").query(String.class).list())
                .containsExactlyInAnyOrderElementsOf(SealedColumn.ALL.stream()
                        .map(column -> column.table().replace("public.", "") + "." + column.name())
                        .toList());
    }

    @Test
    void directoriesNoticeWhatIsSealedAnew() throws InterruptedException {
        KeyDirectory directory = DATABASE.bean(KeyDirectory.class);

        secrets.replace(kept(OPENAI, "b25l"), new SealedSecret("dGhyZWU="));
        secrets.replace(kept(SecretPlace.of("hashing-key", "1"), "c2VhbGVk"), new SealedSecret("Zml2ZQ=="));

        while (directory.hashingKeys().isEmpty()
                || !directory.hashingKeys().getFirst().sealed().equals(new SealedSecret("Zml2ZQ=="))) {
            Thread.sleep(10);
        }
        assertThat(directory.providerKey(new OrganizationId("acme"), Provider.OPENAI))
                .contains(new SealedSecret("dGhyZWU="));
    }

    @Test
    void aPlaceOfNoColumnIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> secrets.replace(kept(SecretPlace.of("other", "1"), "b25l"), new SealedSecret("dHdv")))
                .withMessageContaining("other of 1");
    }

    private static KeptSecret kept(SecretPlace place, String sealed) {
        return new KeptSecret(place, new SealedSecret(sealed));
    }
}
