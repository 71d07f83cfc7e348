package io.tokentally.adapter.documents;

import io.tokentally.domain.shortlist.UnreadableResumeException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.filter.FilterFactory;
import org.apache.pdfbox.pdfparser.PDFParser;

/**
 * Parses a PDF that may have been made to do harm. PDFBox unpacks a stream into memory however much comes out of it, so
 * each stream is unpacked once ahead of it, into nothing, against a budget for the whole document. Pictures are left
 * out: no text comes of them, and they are what needs the most memory.
 */
final class GuardedPdfParser extends PDFParser {

    /** The most bytes that all streams of a document may unpack to, pictures aside. */
    static final int MAX_UNPACKED_BYTES = 64 * 1024 * 1024;

    private static final Set<COSName> PICTURE_CODECS = Set.of(
            COSName.DCT_DECODE,
            COSName.DCT_DECODE_ABBREVIATION,
            COSName.JPX_DECODE,
            COSName.CCITTFAX_DECODE,
            COSName.CCITTFAX_DECODE_ABBREVIATION,
            COSName.JBIG2_DECODE);

    private int budget = MAX_UNPACKED_BYTES;

    GuardedPdfParser(byte[] content) throws IOException {
        super(new InterruptibleRead(content));
    }

    @Override
    protected void prepareDecryption() throws IOException {
        COSDictionary trailer = document.getTrailer();
        if (trailer != null && trailer.containsKey(COSName.ENCRYPT)) {
            throw new UnreadableResumeException("The PDF is protected. Save it without a password and try again.");
        }
        super.prepareDecryption();
    }

    @Override
    protected COSStream parseCOSStream(COSDictionary dictionary) throws IOException {
        COSStream stream = super.parseCOSStream(dictionary);
        long behindStream = source.getPosition();
        try {
            List<COSName> filters = filtersOf(dictionary);
            if (isPicture(dictionary, filters)) {
                return withoutContent(dictionary);
            }
            charge(stream, filters);
            return stream;
        } finally {
            source.seek(behindStream);
        }
    }

    private static List<COSName> filtersOf(COSDictionary dictionary) {
        COSBase filter = dictionary.getDictionaryObject(COSName.FILTER, COSName.F);
        if (filter instanceof COSName name) {
            return List.of(name);
        }
        // PDFBox applies a filter that stands there twice only once.
        return filter instanceof COSArray array
                ? array.toList().stream()
                        .filter(COSName.class::isInstance)
                        .map(COSName.class::cast)
                        .distinct()
                        .toList()
                : List.of();
    }

    private static boolean isPicture(COSDictionary dictionary, List<COSName> filters) {
        return COSName.IMAGE.equals(dictionary.getCOSName(COSName.SUBTYPE))
                || filters.stream().anyMatch(PICTURE_CODECS::contains);
    }

    private static COSStream withoutContent(COSDictionary dictionary) {
        COSStream empty = new COSStream();
        empty.addAll(dictionary);
        empty.removeItem(COSName.FILTER);
        empty.removeItem(COSName.DECODE_PARMS);
        empty.setInt(COSName.LENGTH, 0);
        return empty;
    }

    private void charge(COSStream stream, List<COSName> filters) throws IOException {
        try (InputStream packed = stream.createRawInputStream()) {
            InputStream layer = packed;
            for (int index = 0; index < filters.size(); index++) {
                BoundedOutput unpacked = new BoundedOutput(index < filters.size() - 1);
                decode(layer, unpacked, filters.get(index), stream, index);
                layer = new ByteArrayInputStream(unpacked.kept.toByteArray());
            }
        }
    }

    private static void decode(
            InputStream packed, BoundedOutput unpacked, COSName filter, COSStream stream, int index) {
        try {
            FilterFactory.INSTANCE.getFilter(filter).decode(packed, unpacked, stream, index);
        } catch (IOException damaged) {
            // A damaged stream is as long as what could be unpacked of it; whether it is needed at all, PDFBox decides.
            Interruption.check();
        }
    }

    /** Counts against the budget, and keeps the bytes only if another filter wants them. */
    private final class BoundedOutput extends OutputStream {

        private final boolean keeping;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        BoundedOutput(boolean keeping) {
            this.keeping = keeping;
        }

        @Override
        public void write(int value) {
            spend(1);
            if (keeping) {
                kept.write(value);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            spend(length);
            if (keeping) {
                kept.write(bytes, offset, length);
            }
        }

        private void spend(int bytes) {
            Interruption.check();
            if (bytes > budget) {
                throw new UnreadableResumeException(
                        "The PDF holds far more data than a résumé. Save it again, without pictures and attachments.");
            }
            budget -= bytes;
        }
    }
}
