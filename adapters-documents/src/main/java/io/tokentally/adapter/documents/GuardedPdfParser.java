package io.tokentally.adapter.documents;

import io.tokentally.domain.shortlist.UnreadableResumeException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSInputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.ICOSParser;
import org.apache.pdfbox.filter.DecodeOptions;
import org.apache.pdfbox.filter.FilterFactory;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadView;
import org.apache.pdfbox.pdfparser.PDFParser;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * Parses a PDF that may have been made to do harm. PDFBox unpacks a stream into memory however much comes out of it, so
 * each stream that is wanted is unpacked once ahead of it, into nothing, against a budget for the whole document. A PDF
 * that opens without a password is read, whatever else its owner restricted; its streams are counted as they are once
 * they are decrypted.
 */
final class GuardedPdfParser extends PDFParser {

    /** The most bytes that all streams of a document that are read may unpack to. */
    static final int MAX_UNPACKED_BYTES = 64 * 1024 * 1024;

    private int budget = MAX_UNPACKED_BYTES;

    GuardedPdfParser(byte[] content) throws IOException {
        super(new InterruptibleRead(content));
        document = new GuardedDocument(this);
    }

    @Override
    protected void prepareDecryption() throws IOException {
        try {
            super.prepareDecryption();
        } catch (InvalidPasswordException e) {
            throw new UnreadableResumeException(
                    "The PDF is protected by a password. Save it without one and try again.", e);
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

    /** Makes streams that are counted. */
    private final class GuardedDocument extends COSDocument {

        private final ICOSParser parser;

        GuardedDocument(ICOSParser parser) {
            super(IOUtils.createMemoryOnlyStreamCache(), parser);
            this.parser = parser;
        }

        @Override
        public COSStream createCOSStream(COSDictionary dictionary, long start, long length) throws IOException {
            COSStream stream = new GuardedStream(parser.createRandomAccessReadView(start, length));
            dictionary.forEach(stream::setItem);
            stream.setKey(dictionary.getKey());
            return stream;
        }
    }

    /** Is counted before it is unpacked for the first time. */
    private final class GuardedStream extends COSStream {

        private boolean counted;

        GuardedStream(RandomAccessReadView view) throws IOException {
            super(IOUtils.createMemoryOnlyStreamCache().create(), view);
        }

        @Override
        public COSInputStream createInputStream(DecodeOptions options) throws IOException {
            count();
            return super.createInputStream(options);
        }

        @Override
        public RandomAccessRead createView() throws IOException {
            count();
            return super.createView();
        }

        private void count() throws IOException {
            if (!counted) {
                counted = true;
                charge(this, filtersOf(this));
            }
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
    }
}
