package io.tokentally.database;

import io.tokentally.domain.start.StartRefusedException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs for this machine, unpacked from the class path into a folder that is named by the archive's
 * digest. The folder gets its name when it is complete, so that one under that name always is.
 */
final class PostgresBinaries {

    private static final String ARCHIVE = "postgres-%s-%s.txz";
    private static final String DRAFT = ".new";
    private static final int OWNER_MAY_EXECUTE = 0100;
    private static final String EXECUTABLE = "rwx------";
    private static final String READABLE = "rw-------";

    private final Path folder;

    private PostgresBinaries(Path folder) {
        this.folder = folder;
    }

    /**
     * Unpacks them where they are not, and removes those of earlier versions. The caller holds the home folder's lock.
     *
     * @throws StartRefusedException if there are none for this machine
     */
    static PostgresBinaries unpack(Path parent) throws IOException {
        byte[] archive = read(archiveNames(System.getProperty("os.name", ""), System.getProperty("os.arch", "")));
        Path folder = parent.resolve(digest(archive));
        Files.createDirectories(parent);
        HomeFolder.restrictToOwner(parent, EXECUTABLE);
        removeOthers(parent, folder);
        if (!Files.isDirectory(folder)) {
            Path draft = parent.resolve(folder.getFileName() + DRAFT);
            extract(archive, draft);
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PostgresBinaries(folder);
    }

    Path program(String name) {
        Path program = folder.resolve("bin").resolve(name);
        return Files.exists(program) ? program : program.resolveSibling(name + ".exe");
    }

    /** What the archive for a machine may be called. The one for Macs runs on both kinds, and is packed once. */
    static List<String> archiveNames(String system, String architecture) {
        String name = system.toLowerCase(Locale.ROOT);
        String platform = name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "darwin" : "linux";
        String processor = switch (architecture) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> architecture;
        };
        String own = ARCHIVE.formatted(platform, processor);
        return platform.equals("darwin") && !processor.equals("x86_64")
                ? List.of(own, ARCHIVE.formatted(platform, "x86_64"))
                : List.of(own);
    }

    private static byte[] read(List<String> archives) throws IOException {
        for (String archive : archives) {
            try (InputStream content = PostgresBinaries.class.getResourceAsStream("/" + archive)) {
                if (content != null) {
                    return content.readAllBytes();
                }
            }
        }
        throw new StartRefusedException(
                "There is no PostgreSQL for this machine on board: %s is missing.".formatted(archives.getFirst()),
                "Set SPRING_DATASOURCE_URL to a PostgreSQL database of your own,"
                        + " or build Tokentally on this machine with ./tokentally build.");
    }

    private static String digest(byte[] archive) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static void removeOthers(Path parent, Path kept) throws IOException {
        List<Path> others;
        try (Stream<Path> children = Files.list(parent)) {
            others = children.filter(child -> !child.equals(kept)).toList();
        }
        for (Path other : others) {
            FileSystemUtils.deleteRecursively(other);
        }
    }

    private static void extract(byte[] archive, Path target) throws IOException {
        Files.createDirectories(target);
        try (TarArchiveInputStream entries = new TarArchiveInputStream(
                new BufferedInputStream(new XZInputStream(new ByteArrayInputStream(archive))))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                extract(entry, entries, target);
            }
        }
        HomeFolder.restrictToOwner(target, EXECUTABLE);
    }

    private static void extract(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        Path file = within(target, target.resolve(entry.getName()), entry);
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            within(target, file.resolveSibling(entry.getLinkName()), entry);
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.copy(within(target, target.resolve(entry.getLinkName()), entry), file);
        } else if (entry.isFile()) {
            Files.copy(content, file);
            HomeFolder.restrictToOwner(file, (entry.getMode() & OWNER_MAY_EXECUTE) != 0 ? EXECUTABLE : READABLE);
        } else {
            throw new IOException("PostgreSQL's archive holds what is no file, folder or link: " + entry.getName());
        }
    }

    private static Path within(Path target, Path file, TarArchiveEntry entry) throws IOException {
        Path normalized = file.normalize();
        if (!normalized.startsWith(target)) {
            throw new IOException("PostgreSQL's archive names a file outside of itself: " + entry.getName());
        }
        return normalized;
    }
}
