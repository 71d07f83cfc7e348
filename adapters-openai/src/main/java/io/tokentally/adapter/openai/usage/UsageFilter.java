package io.tokentally.adapter.openai.usage;

import io.tokentally.provider.ResponseFilter;
import io.tokentally.provider.wire.EventScanner;
import io.tokentally.provider.wire.StreamFraming;
import java.io.ByteArrayOutputStream;

/**
 * Takes out of a stream of completion chunks what came only because metering asked for usage: the last chunk, which has
 * usage and no choices, and the {@code "usage": null} of the others. Each event is passed on once it is complete; an
 * event beyond {@link #MAX_EVENT} is passed on as it comes.
 */
final class UsageFilter implements ResponseFilter, StreamFraming.Listener {

    /** Far beyond any chunk's size, in bytes. */
    static final int MAX_EVENT = 1024 * 1024;

    private static final byte[] NOTHING = {};

    private final EventScanner scanner = new EventScanner(this);
    private final ByteArrayOutputStream event = new ByteArrayOutputStream();
    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
    private byte[] piece = NOTHING;
    private int pieceAt;
    private boolean isTooLong;
    private boolean isVisible;
    private boolean mayOweLineFeed;

    @Override
    public byte[] pass(byte[] bytes, int offset, int length) {
        piece = bytes;
        pieceAt = offset;
        scanner.scan(bytes, offset, length);
        gather(offset + length);
        piece = NOTHING;
        if (isTooLong || event.size() > MAX_EVENT) {
            isTooLong = true;
            passOn();
        }
        return taken();
    }

    @Override
    public byte[] rest() {
        passOn();
        return taken();
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
            byte[] visible = UsageStripper.of(event.toByteArray());
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

    private byte[] taken() {
        byte[] visible = passed.toByteArray();
        passed.reset();
        return visible;
    }
}
