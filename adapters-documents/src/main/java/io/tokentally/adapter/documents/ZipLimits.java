package io.tokentally.adapter.documents;

import io.tokentally.domain.shortlist.UnreadableResumeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Takes out of an archive what text can come of, and no more of it than is safe. Pictures and whatever else is embedded
 * are never unpacked: an empty picture packs as well as a bomb does, and nobody reads either.
 */
final class ZipLimits {

    /** The most bytes that the XML of a document may unpack to. */
    static final long MAX_UNPACKED_BYTES = 64L * 1024 * 1024;

    static final int MAX_ENTRIES = 1_000;

    private ZipLimits() {}

    /** The same archive with its XML only, which is packed again as little as can be. */
    static byte[] textOnly(byte[] content) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        try (ZipFile archive = ZipFile.builder()
                        .setSeekableByteChannel(new SeekableInMemoryByteChannel(content))
                        .get();
                ZipOutputStream copy = new ZipOutputStream(kept)) {
            copy.setLevel(1);
            copy(archive, copy);
        }
        return kept.toByteArray();
    }

    private static void copy(ZipFile archive, ZipOutputStream copy) throws IOException {
        byte[] buffer = new byte[8192];
        long unpacked = 0;
        int entries = 0;
        Enumeration<ZipArchiveEntry> all = archive.getEntries();
        while (all.hasMoreElements()) {
            ZipArchiveEntry entry = all.nextElement();
            entries++;
            require(unpacked, entries);
            if (!isXml(entry.getName())) {
                continue;
            }
            copy.putNextEntry(new ZipEntry(entry.getName()));
            try (InputStream xml = archive.getInputStream(entry)) {
                for (int read = xml.read(buffer); read >= 0; read = xml.read(buffer)) {
                    unpacked += read;
                    require(unpacked, entries);
                    copy.write(buffer, 0, read);
                }
            }
        }
    }

    private static boolean isXml(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".xml") || lower.endsWith(".rels");
    }

    private static void require(long unpacked, int entries) {
        Interruption.check();
        if (unpacked > MAX_UNPACKED_BYTES || entries > MAX_ENTRIES) {
            throw new UnreadableResumeException(
                    "The document holds far more data than a résumé. Save it again, without pictures and attachments.");
        }
    }
}
