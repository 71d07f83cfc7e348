package io.tokentally.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the embedded server tells of itself: a file of the present run. The lines about what went wrong go to our log as
 * they come. The server is set to log no statement, and no error of one.
 */
final class ServerLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerLog.class);
    private static final Pattern ALARMING = Pattern.compile("(FATAL|PANIC): |was terminated by|could not ");
    private static final int LAST_LINES = 8;
    private static final int MAX_LINES_AT_ONCE = 20;
    private static final int MAX_BYTES_AT_ONCE = 64 * 1024;
    private static final long MAX_BYTES = 4L * 1024 * 1024;
    private static final long PAUSE_MILLIS = 1_000;

    private final Path file;
    private final Thread reader;
    private long read;

    ServerLog(Path file) throws IOException {
        Files.deleteIfExists(file);
        this.file = file;
        this.reader = Thread.ofPlatform().name("postgresql-log").daemon().unstarted(this::follow);
    }

    Path file() {
        return file;
    }

    /** From here on, what went wrong goes to our log. What was said before is told by nobody: the start went well. */
    void startFollowing() throws IOException {
        read = Files.exists(file) ? Files.size(file) : 0;
        reader.start();
    }

    boolean contains(String words) throws IOException {
        return content().contains(words);
    }

    /** The last lines, for a person who wants to know why. */
    String end() throws IOException {
        List<String> lines = content().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    private String content() throws IOException {
        return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    }

    private void follow() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(PAUSE_MILLIS);
                readOn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("PostgreSQL's log {} cannot be read any more", file, e);
        }
    }

    private void readOn() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer added = ByteBuffer.allocate(MAX_BYTES_AT_ONCE);
            read += Math.max(0, channel.read(added, read));
            String text = new String(added.array(), 0, added.position(), StandardCharsets.UTF_8);
            text.lines()
                    .filter(line -> ALARMING.matcher(line).find())
                    .limit(MAX_LINES_AT_ONCE)
                    .map(line -> line.replaceAll("\\p{Cntrl}", " "))
                    .forEach(line -> LOG.warn("PostgreSQL: {}", line));
            if (channel.size() > MAX_BYTES) {
                channel.truncate(0);
                read = 0;
            }
        }
    }

    /** Stops telling. */
    @Override
    public void close() {
        reader.interrupt();
    }
}
