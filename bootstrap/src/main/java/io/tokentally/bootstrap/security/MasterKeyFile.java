package io.tokentally.bootstrap.security;

import io.tokentally.bootstrap.StartRefused;
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

/** A master key made at random on the first start, in the home folder, readable by this user alone. */
final class MasterKeyFile {

    static final String NAME = "master.key";

    private final Path folder;

    MasterKeyFile(Path home) {
        this.folder = home.toAbsolutePath().normalize();
    }

    /** @throws StartRefused if there is something else in the file, or it can be neither read nor written */
    MasterKey readOrMake() {
        Path file = folder.resolve(NAME);
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return MasterKey.parse(Files.readString(file, StandardCharsets.US_ASCII), "The file " + file);
        } catch (IOException e) {
            throw new StartRefused(
                    "The master key %s can be neither read nor written: %s".formatted(file, e),
                    "Correct its permissions, or set TOKENTALLY_MASTER_KEY.",
                    e);
        }
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
