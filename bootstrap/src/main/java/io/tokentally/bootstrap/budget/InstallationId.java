package io.tokentally.bootstrap.budget;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** What tells this installation, whose journal has its calls, from others on the same database. It lies in the home folder. */
final class InstallationId {

    private static final String FILE = "installation-id";

    private InstallationId() {}

    /** The one that is there, or a new one. */
    static UUID of(Path home) {
        Path file = home.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return UUID.fromString(Files.readString(file).strip());
            }
            UUID id = UUID.randomUUID();
            Files.createDirectories(home);
            Path written = Files.writeString(home.resolve(FILE + ".new"), id + "\n");
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read or written", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("The file %s holds no UUID. Delete it.".formatted(file), e);
        }
    }
}
