package io.tokentally.packing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Writes zip archives that come out the same each time. */
final class Archive implements AutoCloseable {

    private final ZipOutputStream zip;

    Archive(OutputStream target) {
        this.zip = new ZipOutputStream(target);
    }

    /** Adds an entry as it was: its time, and whether it is compressed. */
    void add(ZipEntry original, byte[] content) throws IOException {
        add(original.getName(), content, original.getTimeLocal(), original.getMethod() == ZipEntry.STORED);
    }

    void add(String name, byte[] content, LocalDateTime time, boolean stored) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(time);
        if (stored) {
            CRC32 check = new CRC32();
            check.update(content);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(check.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** An archive with those entries of another whose names are wanted. */
    static byte[] filtered(byte[] archive, Predicate<String> wanted) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream(archive.length);
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(archive));
                Archive copy = new Archive(target)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (wanted.test(entry.getName())) {
                    copy.add(entry, entries.readAllBytes());
                }
            }
        }
        return target.toByteArray();
    }
}
