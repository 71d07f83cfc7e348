package io.tokentally.adapter.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The journal's folder. One process has it at a time, and nobody else may look into it: it tells who called what. */
final class JournalFolder implements AutoCloseable {

    static final String FILE = "journal.db";
    static final String DAMAGED = ".damaged-";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final Path path;
    private final FileChannel lock;

    private JournalFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder if need be, and takes it.
     *
     * @throws IllegalStateException if another process has it, or it cannot be written
     */
    static JournalFolder take(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            restrictToOwner(path, "rwx------");
            FileChannel channel =
                    FileChannel.open(path.resolve("journal.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            restrictToOwner(path.resolve("journal.lock"), "rw-------");
            if (tryLock(channel) == null) {
                channel.close();
                throw new IllegalStateException(
                        "Another process keeps its journal in the folder %s. Stop it, or give this one another folder."
                                .formatted(path));
            }
            return new JournalFolder(path, channel);
        } catch (IOException e) {
            throw new IllegalStateException("The journal's folder %s cannot be written: %s".formatted(path, e), e);
        }
    }

    // The lock lives as long as its channel, and so as long as this object, or this process.
    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path path() {
        return path;
    }

    /** The journal's file, which only this user can read; SQLite gives its companions the same permissions. */
    Path file() throws IOException {
        Path file = path.resolve(FILE);
        if (!Files.exists(file)) {
            Files.createFile(file);
            restrictToOwner(file, "rw-------");
        }
        return file;
    }

    /** Bytes on disk: the file and what was written since it was last brought up to date. */
    long bytes() {
        // Zero for what is not there: the log comes and goes with the connections.
        return path.resolve(FILE).toFile().length()
                + path.resolve(FILE + "-wal").toFile().length();
    }

    /** Gives the damaged file and its companions another name, under which nothing deletes them. */
    Path moveAside(Instant now) throws IOException {
        String suffix = DAMAGED + STAMP.format(now);
        for (String name : new String[] {FILE + "-shm", FILE + "-wal", FILE}) {
            if (Files.exists(path.resolve(name))) {
                Files.move(path.resolve(name), path.resolve(name + suffix));
            }
        }
        return path.resolve(FILE + suffix);
    }

    DiskReserve ballast() {
        return new DiskReserve(path.resolve("journal.ballast"));
    }

    static void restrictToOwner(Path file, String permissions) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not give back " + path, e);
        }
    }
}
