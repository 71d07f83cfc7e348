package io.tokentally.benchmark.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system in memory that can be filled up. */
final class Disk implements AutoCloseable {

    private static final byte[] BLOCK = new byte[4096];

    private final Path mount;
    private final Path filling;
    private final boolean mounted;

    private Disk(Path mount, boolean mounted) {
        this.mount = mount;
        this.filling = mount.resolve("filling");
        this.mounted = mounted;
    }

    /** Mounts it; where that is not allowed, it is an ordinary folder, which cannot be filled. */
    static Disk mount(Path folder, int megabytes) throws IOException {
        Files.createDirectories(folder);
        int result = run("mount", "-t", "tmpfs", "-o", "size=%dm".formatted(megabytes), "tmpfs", folder.toString());
        return new Disk(folder, result == 0);
    }

    boolean canBeFilled() {
        return mounted;
    }

    Path path() {
        return mount;
    }

    /** Takes all the room there is, to the last byte. */
    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(filling)) {
            for (int size = BLOCK.length; size > 0; ) {
                size = hasRoomFor(out, size) ? size : size / 2;
            }
        }
    }

    private static boolean hasRoomFor(OutputStream out, int size) {
        try {
            out.write(BLOCK, 0, size);
            return true;
        } catch (IOException e) {
            // No room left: what this is about.
            return false;
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(filling);
    }

    private static int run(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .onExit()
                .join()
                .exitValue();
    }

    @Override
    public void close() throws IOException {
        if (mounted) {
            run("umount", "-l", mount.toString());
        }
    }
}
