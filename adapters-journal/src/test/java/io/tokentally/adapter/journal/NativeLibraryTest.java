package io.tokentally.adapter.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {

    private static final String FOLDER_PROPERTY = "org.sqlite.tmpdir";

    @TempDir
    private Path folder;

    private @Nullable String before;

    @BeforeEach
    void forget() {
        before = System.getProperty(FOLDER_PROPERTY);
        System.clearProperty(FOLDER_PROPERTY);
    }

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(FOLDER_PROPERTY);
        } else {
            System.setProperty(FOLDER_PROPERTY, before);
        }
    }

    @Test
    void whatKilledProcessesLeftBehindIsRemoved() throws Exception {
        Path unpacked = Files.createDirectories(folder.resolve("native"));
        for (int i = 0; i < 3; i++) {
            Files.writeString(unpacked.resolve("sqlite-3.50.0-%d-libsqlitejdbc.so".formatted(i)), "left behind");
            Files.writeString(unpacked.resolve("sqlite-3.50.0-%d-libsqlitejdbc.so.lck".formatted(i)), "");
        }
        Path sound = Files.writeString(folder.resolve("journal.db"), "stays");

        unpack();

        try (var files = Files.list(unpacked)) {
            assertThat(files).isEmpty();
        }
        assertThat(sound).hasContent("stays");
    }

    @Test
    void theLibraryIsUnpackedInTheJournalsFolderWhichNobodyElseSees() throws Exception {
        unpack();

        Path unpacked = folder.resolve("native");
        assertThat(System.getProperty(FOLDER_PROPERTY)).isEqualTo(unpacked.toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(unpacked)))
                .isEqualTo("rwx------");
    }

    @Test
    void whoeverStartedTheProcessMayChooseAnotherFolder() throws Exception {
        System.setProperty(FOLDER_PROPERTY, "/somewhere/else");

        unpack();

        assertThat(System.getProperty(FOLDER_PROPERTY)).isEqualTo("/somewhere/else");
        assertThat(folder.resolve("native")).doesNotExist();
    }

    private void unpack() throws Exception {
        try (JournalFolder journal = JournalFolder.take(folder)) {
            NativeLibrary.unpackIn(journal);
        }
    }
}
