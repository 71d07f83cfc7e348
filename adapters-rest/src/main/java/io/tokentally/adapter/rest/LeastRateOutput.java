package io.tokentally.adapter.rest;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The bytes of an export on their way to a reader who must take them at a least rate. What counts is the time that the
 * reader makes us wait, grace by grace; how long the bytes take to be made does not.
 */
final class LeastRateOutput extends FilterOutputStream {

    /** So that a look at the rate is never far away. */
    private static final int PIECE = 1024;

    private final ExportOptions options;
    private final LongSupplier nanoTime;
    private long waitedNanos;
    private long bytes;

    LeastRateOutput(OutputStream out, ExportOptions options, LongSupplier nanoTime) {
        super(out);
        this.options = options;
        this.nanoTime = nanoTime;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    /** @throws ReaderTooSlowException if the reader took too little in the last grace */
    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        int end = offset + length;
        for (int from = offset; from < end; from += PIECE) {
            int piece = Math.min(PIECE, end - from);
            long begun = nanoTime.getAsLong();
            out.write(buffer, from, piece);
            count(piece, nanoTime.getAsLong() - begun);
        }
    }

    @Override
    public void flush() throws IOException {
        long begun = nanoTime.getAsLong();
        out.flush();
        count(0, nanoTime.getAsLong() - begun);
    }

    private void count(int taken, long nanos) {
        bytes += taken;
        waitedNanos += nanos;
        if (waitedNanos >= options.grace().toNanos()) {
            Duration waited = Duration.ofNanos(waitedNanos);
            if (bytes * 1_000 < options.leastRate() * waited.toMillis()) {
                throw new ReaderTooSlowException(bytes, waited, options.leastRate());
            }
            waitedNanos = 0;
            bytes = 0;
        }
    }
}
