package io.tokentally.adapter.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Space set aside for when the disk is full: even to remove what the ledger has, the journal must write. Once thrown off, it is
 * taken up again when the disk has room for it and as much again.
 */
final class DiskReserve {

    static final int BYTES = 8 * 1024 * 1024;

    private static final int CHUNK = 64 * 1024;

    private final Path file;

    DiskReserve(Path file) {
        this.file = file;
    }

    boolean isThere() {
        try {
            return Files.size(file) == BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws IOException if the disk has no room for it */
    void takeUp() throws IOException {
        if (isThere()) {
            return;
        }
        if (Files.getFileStore(file.getParent()).getUsableSpace() < 2L * BYTES) {
            throw new IOException("The disk has less than %d bytes left".formatted(2L * BYTES));
        }
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            JournalFolder.restrictToOwner(file, "rw-------");
            // Written in full: a file with a hole in it reserves nothing.
            ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
            for (int written = 0; written < BYTES; written += CHUNK) {
                zeros.clear();
                while (zeros.hasRemaining()) {
                    channel.write(zeros);
                }
            }
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    void throwOff() throws IOException {
        Files.deleteIfExists(file);
    }
}
