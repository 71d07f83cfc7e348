package io.tokentally.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.domain.start.StartRefusedException;
import java.io.BufferedReader;
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
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessage("Tokentally is already running on the folder " + folder + ".");
        }
    }

    @Test
    void isNotTakenFromAnotherProcessUntilThatOneIsDead() throws Exception {
        Path folder = parent.resolve("home");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherApplication.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = other.inputReader()) {
            assertThat(lines.readLine()).isEqualTo(OtherApplication.TAKEN);

            assertThatThrownBy(() -> HomeFolder.take(folder))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessage("Tokentally is already running on the folder " + folder + ".");
        } finally {
            other.destroyForcibly().waitFor();
        }
        HomeFolder.take(folder).close();
    }

    /** Has the folder until it is killed. */
    static final class OtherApplication {

        static final String TAKEN = "taken";

        private OtherApplication() {}

        @SuppressWarnings("SystemOut") // It tells its parent by its output.
        public static void main(String[] arguments) throws IOException {
            try (HomeFolder folder = HomeFolder.take(Path.of(arguments[0]))) {
                System.out.println(TAKEN);
                System.in.read();
                throw new IllegalStateException("Nobody killed the process that has " + folder.path());
            }
        }
    }

    /** As on a disk without room: what is to be written cannot be. */
    @Test
    void aFolderThatCannotBeFilledIsNamedWithWhatToDo() throws IOException {
        Files.writeString(parent.resolve(EmbeddedDatabase.BINARIES), "in the way");

        assertThatThrownBy(() -> EmbeddedDatabase.start(parent, 0))
                .isInstanceOfSatisfying(StartRefusedException.class, refused -> {
                    assertThat(refused.getMessage()).contains(parent.toString());
                    assertThat(refused.remedy()).contains("disk has room", "TOKENTALLY_HOME");
                });
        HomeFolder.take(parent).close();
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
                        StartRefusedException.class,
                        refused -> assertThat(refused.remedy()).contains("TOKENTALLY_HOME"))
                .hasMessageContaining("cannot be written");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
