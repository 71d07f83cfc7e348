package io.tokentally.adapter.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.poi.poifs.filesystem.FileMagic;

/** What a file is by its first bytes, whatever its name says. */
enum DocumentFormat {
    PDF,
    /** The container of DOCX, and of much else. */
    ZIP,
    /** The container of DOC and of encrypted DOCX. */
    OLE2,
    RICH_TEXT,
    PICTURE,
    /** Plain text, if anything. */
    OTHER;

    /** Readers of PDF look for the header in the first kilobyte; some printers put bytes of their own ahead of it. */
    private static final int PDF_HEADER_RANGE = 1024;

    static DocumentFormat of(byte[] content) {
        return switch (magicOf(content)) {
            case PDF -> PDF;
            case OOXML -> ZIP;
            case OLE2 -> OLE2;
            case RTF -> RICH_TEXT;
            case PNG, JPEG, GIF, TIFF, EMF, WMF -> PICTURE;
            default -> hasLatePdfHeader(content) ? PDF : OTHER;
        };
    }

    private static FileMagic magicOf(byte[] content) {
        try {
            return FileMagic.valueOf(FileMagic.prepareToCheckMagic(new ByteArrayInputStream(content)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static boolean hasLatePdfHeader(byte[] content) {
        byte[] head = Arrays.copyOf(content, Math.min(content.length, PDF_HEADER_RANGE));
        return new String(head, StandardCharsets.ISO_8859_1).contains("%PDF-");
    }
}
