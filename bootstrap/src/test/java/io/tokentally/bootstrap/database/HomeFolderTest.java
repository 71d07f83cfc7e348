package io.tokentally.bootstrap.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.bootstrap.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HomeFolderTest {

    @TempDir
    private Path parent;

    @Test
    void isTakenByOneAtATime() {
        Path folder = parent.resolve("home");
        try (HomeFolder taken = HomeFolder.take(folder)) {
            assertThatThrownBy(() -> HomeFolder.take(taken.path()))
                    .isInstanceOf(StartRefused.class)
                    .hasMessage("Tokentally is already running on the folder " + folder + ".");
        }
    }

    @Test
    void canBeTakenAgainOnceItIsGivenBack() {
        Path folder = parent.resolve("home");
        HomeFolder.take(folder).close();

        try (HomeFolder home = HomeFolder.take(folder)) {
            assertThat(home.path()).isEqualTo(folder);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no such permissions")
    void keepsFilesFromOthers() throws IOException {
        Path folder = parent.resolve("home");
        try (HomeFolder home = HomeFolder.take(folder)) {
            home.writePrivately("secret", "one");
            home.writePrivately("secret", "two");

            assertThat(Files.readString(home.resolve("secret"))).isEqualTo("two");
            assertThat(permissions(home.resolve("secret"))).isEqualTo("rw-------");
            assertThat(permissions(home.path())).isEqualTo("rwx------");
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsAClearRefusal() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "in the way");

        assertThatThrownBy(() -> HomeFolder.take(file.resolve("home")))
                .isInstanceOfSatisfying(
                        StartRefused.class,
                        refused -> assertThat(refused.remedy()).contains("TOKENTALLY_HOME"))
                .hasMessageContaining("cannot be written");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
