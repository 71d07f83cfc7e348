package io.tokentally.adapter.documents;

import java.io.IOException;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** Bytes in memory that a parser reads until it is interrupted. */
final class InterruptibleRead extends RandomAccessReadBuffer {

    InterruptibleRead(byte[] content) {
        super(content);
    }

    @Override
    public int read() throws IOException {
        Interruption.check();
        return super.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Interruption.check();
        return super.read(buffer, offset, length);
    }
}
