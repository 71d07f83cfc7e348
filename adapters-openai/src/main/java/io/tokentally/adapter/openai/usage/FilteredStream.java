package io.tokentally.adapter.openai.usage;

import io.tokentally.provider.ResponseFilter;
import java.io.IOException;
import java.io.InputStream;

/** A stream as its filter lets it be seen. */
final class FilteredStream extends InputStream {

    private final InputStream source;
    private final ResponseFilter filter;
    private final byte[] piece = new byte[8192];
    private byte[] ready = {};
    private int readyAt;
    private boolean isAtEnd;

    FilteredStream(InputStream source, ResponseFilter filter) {
        this.source = source;
        this.filter = filter;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (readyAt == ready.length && !isAtEnd) {
            fill();
        }
        if (readyAt == ready.length) {
            return -1;
        }
        int count = Math.min(length, ready.length - readyAt);
        System.arraycopy(ready, readyAt, bytes, offset, count);
        readyAt += count;
        return count;
    }

    @Override
    public int available() {
        return ready.length - readyAt;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private void fill() throws IOException {
        int count = source.read(piece, 0, piece.length);
        isAtEnd = count < 0;
        ready = isAtEnd ? filter.rest() : filter.pass(piece, 0, count);
        readyAt = 0;
    }
}
