package io.tokentally.adapter.rest.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** The values of one column that wait for the end of their row group: one data page, once they are written. */
final class ColumnPage<R> {

    /** The numbers of the encodings: of the values, and of what says which there are. */
    static final int PLAIN = 0;

    static final int RLE = 3;

    private final ParquetColumn<R> column;
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();
    private final ByteArrayOutputStream levels = new ByteArrayOutputStream();
    private int count;
    private boolean runIsOfValues;
    private int run;
    private int bits;
    private int bitCount;

    ColumnPage(ParquetColumn<R> column) {
        this.column = column;
    }

    void add(R row) {
        Object value = column.cell().apply(row);
        if (value == null && column.isRequired()) {
            throw new IllegalArgumentException("The column %s has no value".formatted(column.name()));
        }
        count++;
        noteLevel(value != null);
        if (value instanceof Boolean bit) {
            addBit(bit);
        } else if (value != null) {
            column.type().append(value, values);
        }
    }

    int size() {
        return values.size() + levels.size();
    }

    /**
     * Writes the page with its header; what follows begins anew.
     *
     * @param offset where in the file that is
     */
    Chunk writeTo(OutputStream out, long offset) throws IOException {
        byte[] content = content();
        byte[] compressed = compress(content);
        byte[] header = header(content.length, compressed.length);
        out.write(header);
        out.write(compressed);
        values.reset();
        levels.reset();
        count = 0;
        return new Chunk(offset, header.length + compressed.length, header.length + content.length);
    }

    /**
     * Where a page lies in the file.
     *
     * @param size with its header
     * @param uncompressedSize that with what was compressed as it was before
     */
    record Chunk(long offset, int size, int uncompressedSize) {}

    private byte[] header(int uncompressed, int compressed) {
        int dataPage = 0;
        return new ThriftWriter()
                .structElement()
                .i32(1, dataPage)
                .i32(2, uncompressed)
                .i32(3, compressed)
                .struct(5)
                .i32(1, count)
                .i32(2, PLAIN)
                .i32(3, RLE)
                .i32(4, RLE)
                .end()
                .end()
                .bytes();
    }

    /** Which values there are, as runs of equal levels of one bit; then the values. */
    private byte[] content() {
        endRun();
        if (bitCount > 0) {
            endByte();
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream(size() + Integer.BYTES);
        if (!column.isRequired()) {
            content.writeBytes(ParquetType.littleEndian(levels.size()));
            content.writeBytes(levels.toByteArray());
        }
        content.writeBytes(values.toByteArray());
        return content.toByteArray();
    }

    private void noteLevel(boolean isValue) {
        if (isValue != runIsOfValues) {
            endRun();
            runIsOfValues = isValue;
        }
        run++;
    }

    private void endRun() {
        if (run > 0 && !column.isRequired()) {
            Varint.append((long) run << 1, levels);
            levels.write(runIsOfValues ? 1 : 0);
        }
        run = 0;
    }

    private void addBit(boolean bit) {
        bits |= (bit ? 1 : 0) << bitCount++;
        if (bitCount == Byte.SIZE) {
            endByte();
        }
    }

    private void endByte() {
        values.write(bits);
        bits = 0;
        bitCount = 0;
    }

    private static byte[] compress(byte[] content) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        }
        return compressed.toByteArray();
    }
}
