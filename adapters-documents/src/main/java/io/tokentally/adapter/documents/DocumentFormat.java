package io.tokentally.adapter.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
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

    private static final Pattern PDF_START = Pattern.compile("^%PDF-\\d");
    private static final Pattern PDF_LINE = Pattern.compile("(?m)^.{0,16}%PDF-\\d");
    private static final Pattern OBJECT = Pattern.compile("(?m)^\\s*\\d+ \\d+ obj\\b");

    static DocumentFormat of(byte[] content) {
        return switch (magicOf(content)) {
            case PDF -> startsAsPdf(content) ? PDF : OTHER;
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

    /** A text may begin with the words, too; what follows in a PDF is a number, and objects or bytes that are no text. */
    private static boolean startsAsPdf(byte[] content) {
        String head = latin(content, PDF_HEADER_RANGE);
        return PDF_START.matcher(head).find()
                && (hasObjects(content) || head.chars().anyMatch(value -> value > 0x7F));
    }

    private static boolean hasLatePdfHeader(byte[] content) {
        return PDF_LINE.matcher(latin(content, PDF_HEADER_RANGE)).find() && hasObjects(content);
    }

    private static boolean hasObjects(byte[] content) {
        String whole = latin(content, content.length);
        return OBJECT.matcher(whole).find() && (whole.contains("startxref") || whole.contains("trailer"));
    }

    private static String latin(byte[] content, int length) {
        return new String(content, 0, Math.min(content.length, length), StandardCharsets.ISO_8859_1);
    }
}
