package io.tokentally.adapter.crypto;

import static io.tokentally.adapter.crypto.KeySecurityTest.FIRST_FORM;
import static io.tokentally.adapter.crypto.KeySecurityTest.MASTER;
import static io.tokentally.adapter.crypto.KeySecurityTest.OTHER_MASTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.secret.MasterMarks;
import io.tokentally.application.port.out.secret.SealedSecrets.KeptSecret;
import io.tokentally.application.port.out.secret.SecretPlace;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.application.service.secret.RotateMasterKeyService;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.start.StartRefusedException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MasterKeyAcceptanceTest {

    private static final SecretPlace OPENAI = SecretPlace.of("provider-key", "acme", "openai");
    private static final byte[] SECRET = {4, 7, 1, 1};

    private final KeptInMemory kept = new KeptInMemory();

    @Test
    void theFirstStartTakesItsMasterKeyAndMakesAHashingKeyOfChance() {
        start(MASTER, null);

        assertThat(kept.marks()).contains(marks(MASTER, null, null));
        assertThat(kept.hashingKeys().openedFirst(sealing(MASTER, null)))
                .hasSize(32)
                .isNotEqualTo(FirstSealForm.hashingKey(MASTER));
        SealedSecret first = kept.hashingKeys().current().orElseThrow().sealed();

        start(MASTER, null);

        assertThat(kept.hashingKeys().current().orElseThrow().sealed()).isEqualTo(first);
    }

    @Test
    void whereNothingIsKeptAnotherMasterKeyMayCome() {
        start(MASTER, null);
        start(OTHER_MASTER, null);

        assertThat(kept.marks()).contains(marks(OTHER_MASTER, null, null));
        assertThat(kept.hashingKeys().openedFirst(sealing(OTHER_MASTER, null))).hasSize(32);
    }

    @Test
    void aVirtualKeyHoldsTheMasterKey() {
        start(MASTER, null);
        kept.hashingKeys().virtualKeys = 1;

        assertRefused(OTHER_MASTER, null, "hashing-key × 1");
        start(MASTER, null);
    }

    @Test
    void aProvidersKeyHoldsTheMasterKey() {
        start(MASTER, null);
        kept.add(OPENAI, sealing(MASTER, null).seal(OPENAI, SECRET));

        assertRefused(OTHER_MASTER, null, "provider-key × 1");
        start(MASTER, null);
    }

    @Test
    void aMasterKeyIsReplacedWhileThePreviousOneIsValidAndUntilNothingHangsOnIt() {
        start(MASTER, null);
        kept.hashingKeys().virtualKeys = 1;
        kept.add(OPENAI, sealing(MASTER, null).seal(OPENAI, SECRET));

        start(OTHER_MASTER, MASTER);
        assertThat(kept.marks()).contains(marks(OTHER_MASTER, MASTER, null));
        assertRefused(OTHER_MASTER, null, "hashing-key × 1, provider-key × 1");

        new RotateMasterKeyService(sealing(OTHER_MASTER, MASTER), kept, kept).rotate();
        assertThat(kept.marks()).contains(marks(OTHER_MASTER, null, null));

        start(OTHER_MASTER, null);
        assertThat(sealing(OTHER_MASTER, null)
                        .open(OPENAI, kept.all().getFirst().sealed()))
                .isEqualTo(SECRET);
        start(OTHER_MASTER, MASTER);
        start(MASTER, OTHER_MASTER);
        assertRefused(MASTER, null, "hashing-key × 1, provider-key × 1");
    }

    @Test
    void anUpgradeKeepsTheHashingKeyThatWasDerivedAndSealsIt() {
        givenOldInstallation();

        start(MASTER, null);

        assertThat(kept.hashingKeys().openedFirst(sealing(MASTER, null))).isEqualTo(FirstSealForm.hashingKey(MASTER));
        assertThat(kept.marks()).contains(marks(MASTER, null, MASTER));
    }

    @Test
    void anUpgradeMayReplaceTheMasterKeyAtOnce() {
        givenOldInstallation();

        start(OTHER_MASTER, MASTER);

        assertThat(kept.hashingKeys().openedFirst(sealing(OTHER_MASTER, null)))
                .isEqualTo(FirstSealForm.hashingKey(MASTER));
        assertThat(kept.marks()).contains(marks(OTHER_MASTER, MASTER, MASTER));
        assertRefused(OTHER_MASTER, null, "provider-key × 1");

        new RotateMasterKeyService(sealing(OTHER_MASTER, MASTER), kept, kept).rotate();

        start(OTHER_MASTER, null);
    }

    @Test
    void anUpgradeUnderAnotherMasterKeyIsRefused() {
        givenOldInstallation();

        assertRefused(OTHER_MASTER, null, "hashing-key × 1, provider-key × 1");
        assertThat(kept.hashingKeys().isFirstDerived()).isTrue();
    }

    @Test
    void whatIsDamagedHoldsNobodyUp() {
        start(MASTER, null);
        kept.add(OPENAI, new SealedSecret("ZGFtYWdlZCBiZXlvbmQgcmVwYWly"));
        kept.add(SecretPlace.of("provider-key", "globex", "openai"), new SealedSecret("no base64!"));

        start(MASTER, null);
    }

    private void givenOldInstallation() {
        kept.replace(Optional.empty(), marks(MASTER, null, MASTER));
        kept.add(OPENAI, FIRST_FORM);
        kept.hashingKeys().virtualKeys = 1;
        kept.hashingKeys().firstDerived = true;
    }

    private void start(MasterKey current, @Nullable MasterKey previous) {
        new MasterKeyAcceptance(kept, kept, kept.hashingKeys())
                .accept(new MasterKeys(current, previous), sealing(current, previous), "TOKENTALLY_MASTER_KEY");
    }

    private void assertRefused(MasterKey current, @Nullable MasterKey previous, String what) {
        Optional<MasterMarks> before = kept.marks();
        List<KeptSecret> secrets = kept.all();
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> start(current, previous))
                .satisfies(refusal -> assertThat(refusal.remedy()).contains("TOKENTALLY_MASTER_KEY_PREVIOUS"))
                .withMessageContaining("another master key than TOKENTALLY_MASTER_KEY")
                .withMessageContaining("Under it are still sealed: " + what + ".");
        assertThat(kept.marks()).isEqualTo(before);
        assertThat(kept.all()).isEqualTo(secrets);
    }

    private static SecretSealing sealing(MasterKey current, @Nullable MasterKey previous) {
        return KeySecurityTest.sealing(current, previous);
    }

    private static MasterMarks marks(MasterKey current, @Nullable MasterKey previous, @Nullable MasterKey nameless) {
        return new MasterMarks(
                current.mark(),
                Optional.ofNullable(previous).map(MasterKey::mark),
                Optional.ofNullable(nameless).map(MasterKey::mark));
    }
}
