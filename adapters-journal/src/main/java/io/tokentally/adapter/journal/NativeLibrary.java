package io.tokentally.adapter.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where SQLite's library is unpacked: in the journal's folder, which one process has at a time. In the folder for temporary
 * files each process that is killed would leave a copy behind, which nobody removes.
 */
final class NativeLibrary {

    /** @see <a href="https://github.com/xerial/sqlite-jdbc/blob/master/USAGE.md">sqlite-jdbc, usage</a> */
    private static final String FOLDER_PROPERTY = "org.sqlite.tmpdir";

    private NativeLibrary() {}

    /** The first journal of a process decides, unless the property was set by whoever started it. */
    static synchronized void unpackIn(JournalFolder journal) throws IOException {
        if (System.getProperty(FOLDER_PROPERTY) != null) {
            return;
        }
        Path folder = journal.path().resolve("native");
        Files.createDirectories(folder);
        JournalFolder.restrictToOwner(folder, "rwx------");
        for (Path left : filesIn(folder)) {
            Files.delete(left);
        }
        System.setProperty(FOLDER_PROPERTY, folder.toString());
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
