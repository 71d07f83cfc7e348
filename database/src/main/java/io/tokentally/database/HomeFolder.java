package io.tokentally.database;

import io.tokentally.domain.start.StartRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder that the embedded database lives in. One process has it at a time, and nobody else may look into it. */
final class HomeFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;

    private HomeFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes the folder if need be, and takes it.
     *
     * @throws StartRefusedException if another process has it, or it cannot be written
     */
    static HomeFolder take(Path path) {
        Path folder = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            restrictToOwner(folder, "rwx------");
            FileChannel channel = FileChannel.open(
                    folder.resolve("tokentally.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new StartRefusedException(
                        "Tokentally is already running on the folder " + folder + ".",
                        "Stop it first, or set TOKENTALLY_HOME to another folder.");
            }
            return new HomeFolder(folder, channel);
        } catch (IOException e) {
            throw new StartRefusedException(
                    "The folder %s cannot be written: %s".formatted(folder, e),
                    "Correct its permissions, or set TOKENTALLY_HOME to another folder.",
                    e);
        }
    }

    /** Whether a process has the folder. */
    static boolean isTaken(Path folder) {
        Path lock = folder.resolve("tokentally.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            return tryLock(channel) == null;
        } catch (IOException e) {
            throw new StartRefusedException(
                    "The folder %s cannot be written: %s".formatted(folder, e),
                    "Call this as the user who runs Tokentally.",
                    e);
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

    Path resolve(String child) {
        return path.resolve(child);
    }

    Path path() {
        return path;
    }

    /** Writes a file that only this user can read. */
    void writePrivately(String child, String content) throws IOException {
        Path file = resolve(child);
        Path draft = resolve(child + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft);
        restrictToOwner(draft, "rw-------");
        Files.writeString(draft, content, StandardCharsets.UTF_8);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }

    static void restrictToOwner(Path file, String permissions) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not give back " + path, e);
        }
    }
}
