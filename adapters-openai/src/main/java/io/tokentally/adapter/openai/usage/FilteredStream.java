package io.tokentally.adapter.openai.usage;

import io.tokentally.provider.VisibleBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream as the reading of it lets it be seen. */
final class FilteredStream extends InputStream implements VisibleBytes {

    private final MeteredBody source;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private final byte[] piece = new byte[8192];
    private byte[] ready = {};
    private int readyAt;
    private boolean isAtEnd;

    /** @param observer reads along, and says what is seen */
    FilteredStream(InputStream body, AnswerObserver observer, UsageReporter reporter) {
        this.source = new MeteredBody(body, observer, reporter, this);
    }

    @Override
    public void pass(byte[] bytes, int offset, int length) {
        seen.write(bytes, offset, length);
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
        isAtEnd = source.read(piece, 0, piece.length) < 0;
        ready = seen.toByteArray();
        seen.reset();
        readyAt = 0;
    }
}
