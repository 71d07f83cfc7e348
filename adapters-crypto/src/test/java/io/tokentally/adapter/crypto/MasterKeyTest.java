package io.tokentally.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.domain.start.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {

    /** 0, 1, 2 … 31. */
    static final String COUNTED = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @TempDir
    private Path home;

    /** Worked out by {@code openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt mode:EXPAND_ONLY … HKDF}. */
    @Test
    void derivesAsHkdfExpandDoes() {
        assertThat(HexFormat.of().formatHex(MasterKey.parse(COUNTED, "test").derive("tokentally/virtual-keys/1")))
                .isEqualTo("b449e40f7c9dac286092cfc690f7b6c0f1168c86d6f26f78db14289bf207d627");
    }

    @Test
    void noPurposeHasAnothersKey() {
        MasterKey key = MasterKey.parse(COUNTED, "test");

        assertThat(key.derive("one")).hasSize(32).isNotEqualTo(key.derive("other"));
        assertThat(key.mark()).isNotEqualTo(COUNTED);
        assertThat(key.toString()).isEqualTo("MasterKey");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not base64!", "c2hvcnQ=", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g"})
    void whatIsNoMasterKeyIsNotRepeated(String text) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> MasterKey.parse(text, "TOKENTALLY_MASTER_KEY"))
                .satisfies(refusal -> {
                    assertThat(refusal.getMessage())
                            .startsWith("TOKENTALLY_MASTER_KEY ")
                            .doesNotContain(text);
                    assertThat(refusal.remedy()).contains("openssl rand -base64 32");
                    assertThat(refusal.getCause()).isNull();
                });
    }

    @Test
    void oneIsMadeOnTheFirstStartAndStays() throws IOException {
        Path folder = home.resolve("new");

        MasterKey first = new MasterKeyFile(folder).readOrMake();
        MasterKey second = new MasterKeyFile(folder).readOrMake();

        assertThat(second.mark()).isEqualTo(first.mark());
        assertThat(new MasterKeyFile(home.resolve("other")).readOrMake().mark()).isNotEqualTo(first.mark());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("master.key"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(Base64.getDecoder()
                        .decode(Files.readString(folder.resolve("master.key")).strip()))
                .hasSize(32);
    }

    @Test
    void whoeverRenamesTheFileHasAnotherMadeAndKeepsTheOneBefore() throws IOException {
        MasterKeyFile file = new MasterKeyFile(home);
        MasterKey first = file.readOrMake();
        assertThat(file.readPrevious()).isNull();

        Files.move(home.resolve("master.key"), home.resolve("master.key.previous"));

        assertThat(file.readOrMake().mark()).isNotEqualTo(first.mark());
        assertThat(file.readPrevious()).isNotNull();
        assertThat(file.readPrevious().mark()).isEqualTo(first.mark());
    }

    @Test
    void theSameKeyTwiceIsOne() {
        MasterKey key = MasterKey.parse(COUNTED, "test");

        assertThat(new MasterKeys(key, MasterKey.parse(COUNTED, "test")).previous())
                .isNull();
    }

    @Test
    void aBrokenFileIsNeverReplaced() throws IOException {
        Files.writeString(home.resolve("master.key"), "");

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> new MasterKeyFile(home).readOrMake())
                .withMessageContaining("master.key has 0 bytes");
        assertThat(home.resolve("master.key")).isEmptyFile();
    }
}
