package io.tokentally.bootstrap.provider;

import io.tokentally.domain.start.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.stream.Stream;

/** The folder of jars whose code runs in this process: nobody but the user may put anything into it. */
final class PluginFolder {

    private PluginFolder() {}

    /**
     * The jars in it, by their names.
     *
     * @throws StartRefusedException if it, or a jar in it, is somebody else's or can be written by others
     */
    static List<Path> jars(Path folder) {
        return jars(folder, PluginFolder::user);
    }

    static List<Path> jars(Path folder, Users users) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            if (Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class)) {
                UserPrincipal user = users.current();
                requireOwn(folder, user);
                for (Path jar : jars) {
                    requireOwn(jar, user);
                }
            }
            return jars;
        } catch (IOException e) {
            throw new StartRefusedException(
                    "The plug-ins in %s cannot be read: %s".formatted(folder, e),
                    "Make %s a folder that the user who runs Tokentally can read, or remove it.".formatted(folder),
                    e);
        }
    }

    /** Tells who runs this process. */
    @FunctionalInterface
    interface Users {

        UserPrincipal current() throws IOException;
    }

    /** Whoever owns what this process makes. */
    private static UserPrincipal user() throws IOException {
        Path own = Files.createTempFile("tokentally", ".owner");
        try {
            return Files.getOwner(own);
        } finally {
            Files.deleteIfExists(own);
        }
    }

    private static void requireOwn(Path file, UserPrincipal user) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        if (!attributes.owner().equals(user)) {
            throw new StartRefusedException(
                    "%s belongs to %s, who could run code in Tokentally with it."
                            .formatted(file, attributes.owner().getName()),
                    "Make it %s's, who runs Tokentally, or remove it.".formatted(user.getName()));
        }
        if (attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new StartRefusedException(
                    "%s can be written by others, who could run code in Tokentally with it.".formatted(file),
                    "Take that from them, for instance with chmod go-w %s.".formatted(file));
        }
    }
}
