package io.tokentally.bootstrap.retention;

import io.tokentally.adapter.rest.ArchivedCalls;
import io.tokentally.application.port.in.retention.CallArchive;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.usage.UsageRecord;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.YearMonth;

/**
 * A folder with a folder for each organization, and in it a Parquet file for each month: {@code acme/2026-10.parquet}. What is written
 * has another name until it is whole and on the disk.
 */
public final class ParquetArchive implements CallArchive {

    private static final String UNFINISHED = ".unfinished";

    private final Path folder;

    public ParquetArchive(Path folder) {
        this.folder = folder;
    }

    @Override
    public Draft begin(OrganizationId organizationId, YearMonth month) throws IOException {
        Path file = file(organizationId, month);
        Files.createDirectories(file.getParent());
        return new FileDraft(file);
    }

    /** Where the calls of a month are, or would be. */
    public Path file(OrganizationId organizationId, YearMonth month) {
        return folder.resolve(folderName(organizationId)).resolve(month + ".parquet");
    }

    /** A name that leads nowhere else, whatever the organization's is; most stay as they are. */
    static String folderName(OrganizationId organizationId) {
        String name = URLEncoder.encode(organizationId.value(), StandardCharsets.UTF_8);
        return name.startsWith(".") ? "%2E" + name.substring(1) : name;
    }

    private static final class FileDraft implements Draft {

        private final Path target;
        private final Path unfinished;
        private final FileOutputStream file;
        private final BufferedOutputStream out;
        private final ArchivedCalls calls;

        FileDraft(Path target) throws IOException {
            this.target = target;
            // Another name each time, and for nobody's eyes but our own.
            this.unfinished = Files.createTempFile(target.getParent(), target.getFileName() + ".", UNFINISHED);
            this.file = new FileOutputStream(unfinished.toFile());
            this.out = new BufferedOutputStream(file);
            this.calls = new ArchivedCalls(out);
        }

        @Override
        public void write(UsageRecord call) throws IOException {
            try {
                calls.write(call);
            } catch (ArithmeticException e) {
                throw new IOException("Call %s has a figure that the file has no room for".formatted(call.id()), e);
            }
        }

        @Override
        public void keep() throws IOException {
            calls.finish();
            out.flush();
            file.getFD().sync();
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel parent = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
                parent.force(true);
            } catch (AccessDeniedException e) {
                // Windows opens no folders. The file is on the disk, and its name is left to the file system.
                return;
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
            Files.deleteIfExists(unfinished);
        }
    }
}
