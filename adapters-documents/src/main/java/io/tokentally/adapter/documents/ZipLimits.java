package io.tokentally.adapter.documents;

import io.tokentally.domain.shortlist.UnreadableResumeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Unpacks an archive into nothing, to see whether it is safe to unpack at all. POI bounds each entry; this bounds their
 * sum.
 */
final class ZipLimits {

    /** The most bytes that all entries may unpack to. */
    static final long MAX_UNPACKED_BYTES = 64L * 1024 * 1024;

    static final int MAX_ENTRIES = 1_000;

    private ZipLimits() {}

    static void check(byte[] content) throws IOException {
        byte[] buffer = new byte[8192];
        long unpacked = 0;
        int entries = 0;
        try (ZipInputStream archive = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                entries++;
                for (int read = archive.read(buffer); read >= 0; read = archive.read(buffer)) {
                    unpacked += read;
                    require(unpacked, entries);
                }
                require(unpacked, entries);
            }
        }
    }

    private static void require(long unpacked, int entries) {
        Interruption.check();
        if (unpacked > MAX_UNPACKED_BYTES || entries > MAX_ENTRIES) {
            throw new UnreadableResumeException(
                    "The document holds far more data than a résumé. Save it again, without pictures and attachments.");
        }
    }
}
