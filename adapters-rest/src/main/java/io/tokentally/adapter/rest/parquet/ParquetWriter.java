package io.tokentally.adapter.rest.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a table as a Parquet file, front to back: row groups as they fill, and behind them the footer, without which no reader
 * takes it for a file. What waits in memory is a row group, and of each that is written where it lies.
 *
 * @param <R> what a row is made of
 * @see <a href="https://parquet.apache.org/docs/file-format/">Parquet: File Format</a>
 * @see <a href="https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift">its structures</a>
 */
public final class ParquetWriter<R> {

    /** Of bytes before they are compressed: large enough to compress well, small enough for many files at once. */
    public static final int ROW_GROUP_BYTES = 4 << 20;

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT_VERSION = 1;
    private static final int GZIP = 2;

    private final OutputStream out;
    private final List<ParquetColumn<R>> columns;
    private final List<ColumnPage<R>> pages;
    private final List<RowGroup> rowGroups = new ArrayList<>();
    private long position;
    private int waiting;
    private long rows;

    /** Writes the beginning of the file. */
    public ParquetWriter(OutputStream out, List<ParquetColumn<R>> columns) throws IOException {
        this.out = out;
        this.columns = List.copyOf(columns);
        this.pages = columns.stream().map(ColumnPage::new).toList();
        out.write(MAGIC);
        position = MAGIC.length;
    }

    public void write(R row) throws IOException {
        int size = 0;
        for (ColumnPage<R> page : pages) {
            page.add(row);
            size += page.size();
        }
        waiting++;
        if (size >= ROW_GROUP_BYTES) {
            writeRowGroup();
        }
    }

    /** Writes the rows that wait, and the end of the file. */
    public void finish() throws IOException {
        if (waiting > 0) {
            writeRowGroup();
        }
        byte[] footer = footer();
        out.write(footer);
        out.write(ParquetType.littleEndian(footer.length));
        out.write(MAGIC);
        out.flush();
    }

    /** @param chunks column by column */
    private record RowGroup(int rows, List<ColumnPage.Chunk> chunks) {}

    private void writeRowGroup() throws IOException {
        List<ColumnPage.Chunk> chunks = new ArrayList<>(pages.size());
        for (ColumnPage<R> page : pages) {
            ColumnPage.Chunk chunk = page.writeTo(out, position);
            position += chunk.size();
            chunks.add(chunk);
        }
        rowGroups.add(new RowGroup(waiting, chunks));
        rows += waiting;
        waiting = 0;
    }

    private byte[] footer() {
        ThriftWriter footer = new ThriftWriter().structElement().i32(1, FORMAT_VERSION);
        footer.structs(2, columns.size() + 1);
        footer.structElement().text(4, "table").i32(5, columns.size()).end();
        for (ParquetColumn<R> column : columns) {
            footer.structElement();
            column.type().describe(footer, column.name(), column.isRequired());
            footer.end();
        }
        footer.i64(3, rows).structs(4, rowGroups.size());
        for (RowGroup group : rowGroups) {
            describe(group, footer);
        }
        return footer.text(6, "Tokentally").end().bytes();
    }

    private void describe(RowGroup group, ThriftWriter footer) {
        footer.structElement().structs(1, columns.size());
        long uncompressed = 0;
        for (int index = 0; index < columns.size(); index++) {
            ParquetColumn<R> column = columns.get(index);
            ColumnPage.Chunk chunk = group.chunks.get(index);
            uncompressed += chunk.uncompressedSize();
            footer.structElement()
                    .i64(2, 0)
                    .struct(3)
                    .i32(1, column.type().physicalNumber())
                    .i32s(2, ColumnPage.PLAIN, ColumnPage.RLE)
                    .texts(3, column.name())
                    .i32(4, GZIP)
                    .i64(5, group.rows)
                    .i64(6, chunk.uncompressedSize())
                    .i64(7, chunk.size())
                    .i64(9, chunk.offset())
                    .end()
                    .end();
        }
        footer.i64(2, uncompressed).i64(3, group.rows).end();
    }
}
