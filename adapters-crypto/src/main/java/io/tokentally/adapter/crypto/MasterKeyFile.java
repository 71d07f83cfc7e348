package io.tokentally.adapter.crypto;

import io.tokentally.domain.start.StartRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A master key made at random on the first start, in the home folder, readable by this user alone. */
final class MasterKeyFile {

    static final String NAME = "master.key";
    static final String PREVIOUS = "master.key.previous";

    private final Path folder;

    MasterKeyFile(Path home) {
        this.folder = home.toAbsolutePath().normalize();
    }

    /** @throws StartRefusedException if there is something else in the file, or it can be neither read nor written */
    MasterKey readOrMake() {
        Path file = folder.resolve(NAME);
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return read(file);
        } catch (IOException e) {
            throw unusable(file, "TOKENTALLY_MASTER_KEY", e);
        }
    }

    boolean exists() {
        return Files.exists(folder.resolve(NAME));
    }

    /**
     * The one before, which whoever replaces the master key has renamed it to.
     *
     * @throws StartRefusedException if there is something else in the file, or it cannot be read
     */
    @Nullable
    MasterKey readPrevious() {
        Path file = folder.resolve(PREVIOUS);
        try {
            return Files.exists(file) ? read(file) : null;
        } catch (IOException e) {
            throw unusable(file, "TOKENTALLY_MASTER_KEY_PREVIOUS", e);
        }
    }

    private static MasterKey read(Path file) throws IOException {
        return MasterKey.parse(Files.readString(file, StandardCharsets.US_ASCII), "The file " + file);
    }

    private static StartRefusedException unusable(Path file, String variable, IOException cause) {
        return new StartRefusedException(
                "The master key %s can be neither read nor written: %s".formatted(file, cause),
                "Correct its permissions, or set %s.".formatted(variable),
                cause);
    }

    private void make(Path file) throws IOException {
        byte[] key = new byte[MasterKey.BYTES];
        new SecureRandom().nextBytes(key);
        byte[] text = (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII);
        if (!Files.exists(folder)) {
            Files.createDirectories(folder, privately("rwx------"));
        }
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), privately("rw-------"))) {
            channel.write(ByteBuffer.wrap(text));
            // What is stored under the key must not outlive it.
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster: its key counts.
            return;
        }
    }

    private static FileAttribute<?>[] privately(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
