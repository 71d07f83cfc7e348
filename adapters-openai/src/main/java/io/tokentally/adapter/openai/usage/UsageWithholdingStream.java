package io.tokentally.adapter.openai.usage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream of chat completion chunks without what came only because metering asked for usage: the last chunk, which has
 * usage and no choices, and the {@code "usage": null} of the others. Each event is passed on once it is complete; an
 * event beyond {@link #MAX_EVENT} is passed on as it comes.
 */
final class UsageWithholdingStream extends InputStream implements EventScanner.Listener {

    /** Far beyond any chunk's size, in bytes. */
    static final int MAX_EVENT = 1024 * 1024;

    private final InputStream source;
    private final EventScanner scanner = new EventScanner(this);
    private final ByteArrayOutputStream event = new ByteArrayOutputStream();
    private final byte[] piece = new byte[8192];
    private byte[] ready = {};
    private int readyAt;
    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
    private int pieceAt;
    private boolean isTooLong;
    private boolean isVisible;
    private boolean mayOweLineFeed;
    private boolean isAtEnd;

    UsageWithholdingStream(InputStream source) {
        this.source = source;
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
        pieceAt = 0;
        if (count < 0) {
            isAtEnd = true;
            passOn();
        } else {
            scanner.scan(piece, 0, count);
            gather(count);
            if (isTooLong || event.size() > MAX_EVENT) {
                isTooLong = true;
                passOn();
            }
        }
        ready = passed.toByteArray();
        readyAt = 0;
        passed.reset();
    }

    @Override
    public void data(byte[] bytes, int offset, int length) {
        // What counts here is the event as a whole.
    }

    @Override
    public void eventEnded(int offset) {
        gather(offset);
        mayOweLineFeed = piece[offset - 1] == '\r';
        isVisible = true;
        if (!isTooLong) {
            byte[] visible = VisibleChunk.of(event.toByteArray());
            isVisible = visible.length > 0;
            event.reset();
            event.writeBytes(visible);
        }
        isTooLong = false;
        passOn();
    }

    /** Adds what the piece holds up to an offset. */
    private void gather(int end) {
        if (mayOweLineFeed && end > pieceAt) {
            mayOweLineFeed = false;
            passLineFeed();
        }
        event.write(piece, pieceAt, end - pieceAt);
        pieceAt = end;
    }

    /** The second half of the line end that ended an event shares the event's fate. */
    private void passLineFeed() {
        if (piece[pieceAt] == '\n') {
            pieceAt++;
            if (isVisible) {
                passed.write('\n');
            }
        }
    }

    private void passOn() {
        passed.writeBytes(event.toByteArray());
        event.reset();
    }
}
