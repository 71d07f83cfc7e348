package io.tokentally.bootstrap.product;

import io.tokentally.bootstrap.TokentallyApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;

/**
 * A home folder in which the demo was started and stopped once. The first start makes a database and posts the calls of ninety days,
 * which takes longer than all that follows: one start does it for all tests of a run, in whichever process they are.
 */
public final class DemoHome {

    private static final Path HOMES = Path.of("target", "homes");

    /** Tells runs apart, so that none begins with what an earlier one left. */
    private static final String RUN = Objects.requireNonNullElseGet(
            System.getProperty("tokentally.test-run"),
            () -> String.valueOf(ProcessHandle.current().pid()));

    private DemoHome() {}

    /** Fills a folder, which is empty or not there, and returns it. */
    public static Path in(Path folder) {
        try {
            copy(first(), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    private static Path first() throws IOException {
        Path first = Files.createDirectories(HOMES).resolve("first-" + RUN.replaceAll("[^0-9A-Za-z]", ""));
        // Within one process, too: a second lock on the same file is refused there.
        synchronized (DemoHome.class) {
            try (FileChannel channel = FileChannel.open(
                            HOMES.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                Objects.requireNonNull(lock);
                if (!Files.exists(first)) {
                    Path unfinished = Files.createTempDirectory(HOMES, "unfinished");
                    SpringApplication.run(
                                    TokentallyApplication.class,
                                    "--server.port=0",
                                    "--tokentally.gateway.port=0",
                                    "--tokentally.home=" + unfinished)
                            .close();
                    Files.move(unfinished, first);
                }
            }
        }
        return first;
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(from)) {
            files = walk.toList();
        }
        for (Path file : files) {
            Path copy = to.resolve(from.relativize(file));
            if (!copy.equals(to) || !Files.exists(to)) {
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
