package io.tokentally.provider.wire;

import io.tokentally.domain.text.ParsesOutsideInput;
import io.tokentally.provider.VisibleBytes;
import io.tokentally.provider.wire.EventFilter.Sight;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Passes the events of a stream on to a caller who does not see all of them. Each is passed on once it is complete; an event
 * beyond {@link #MAX_EVENT} is passed on as it comes.
 */
@ParsesOutsideInput
final class VisibleEvents {

    /** Far beyond any event's size, in bytes. */
    static final int MAX_EVENT = 1024 * 1024;

    private static final int FIRST = 1024;
    private static final byte[] NOTHING = {};

    private enum Passing {
        /** The event in progress is held back until it is complete. */
        HELD,
        /** The event in progress is too long to be held back. */
        AS_IT_COMES
    }

    /** What becomes of the second half of a line end whose first half ended an event. */
    private enum LineFeed {
        NOT_OWED,
        OWED,
        OWED_TO_NOBODY
    }

    private final byte[] member;
    private byte[] held = NOTHING;
    private int heldLength;
    private byte[] piece = NOTHING;
    private int pieceAt;
    private VisibleBytes visible = VisibleBytes.NOBODY;
    private int lines;
    private Passing passing = Passing.HELD;
    private LineFeed lineFeed = LineFeed.NOT_OWED;

    /** @param member may be cut out of events */
    VisibleEvents(String member) {
        this.member = member.getBytes(StandardCharsets.UTF_8);
    }

    /** A piece of the stream has come, of which {@link #eventEnded} tells until {@link #pieceEnded}. */
    void pieceBegan(byte[] bytes, int offset, VisibleBytes taker) {
        piece = bytes;
        pieceAt = offset;
        visible = taker;
    }

    /** The data of the event in progress has another line. */
    void lineBegan() {
        lines++;
    }

    /** The event in progress ends there, and so much of it is seen: what has several lines of data, as a whole. */
    void eventEnded(int end, Sight sight) {
        payLineFeed(end);
        boolean halfLineEnd = piece[end - 1] == '\r';
        Sight seen = passing == Passing.AS_IT_COMES || lines > 1 ? Sight.WHOLE : sight;
        switch (seen) {
            case WHOLE -> passUntil(end);
            case WITHOUT_MEMBER -> passWithoutMember(end);
            case NOTHING -> {
                heldLength = 0;
                pieceAt = end;
            }
        }
        lineFeed = !halfLineEnd ? LineFeed.NOT_OWED : seen == Sight.NOTHING ? LineFeed.OWED_TO_NOBODY : LineFeed.OWED;
        passing = Passing.HELD;
        lines = 0;
    }

    /** The piece is over: what is left of it belongs to an event that goes on. */
    void pieceEnded(int end) {
        payLineFeed(end);
        if (passing == Passing.HELD) {
            hold(end);
            passing = heldLength > MAX_EVENT ? Passing.AS_IT_COMES : Passing.HELD;
        }
        if (passing == Passing.AS_IT_COMES) {
            passUntil(end);
        }
        piece = NOTHING;
        visible = VisibleBytes.NOBODY;
    }

    /** No more comes: what was held back is passed on. */
    void rest(VisibleBytes taker) {
        visible = taker;
        passHeld();
        visible = VisibleBytes.NOBODY;
    }

    /** The second half of the line end that ended an event shares the event's fate. */
    private void payLineFeed(int end) {
        if (lineFeed != LineFeed.NOT_OWED && end > pieceAt) {
            if (piece[pieceAt] == '\n') {
                if (lineFeed == LineFeed.OWED) {
                    visible.pass(piece, pieceAt, 1);
                }
                pieceAt++;
            }
            lineFeed = LineFeed.NOT_OWED;
        }
    }

    private void passUntil(int end) {
        passHeld();
        if (end > pieceAt) {
            visible.pass(piece, pieceAt, end - pieceAt);
        }
        pieceAt = end;
    }

    private void passHeld() {
        if (heldLength > 0) {
            visible.pass(held, 0, heldLength);
            heldLength = 0;
        }
    }

    private void hold(int end) {
        int more = end - pieceAt;
        if (heldLength + more > held.length) {
            held = Arrays.copyOf(held, Math.max(FIRST, Math.max(2 * held.length, heldLength + more)));
        }
        System.arraycopy(piece, pieceAt, held, heldLength, more);
        heldLength += more;
        pieceAt = end;
    }

    private void passWithoutMember(int end) {
        if (heldLength > 0) {
            hold(end);
            int length = heldLength;
            heldLength = 0;
            cut(held, 0, length);
        } else {
            cut(piece, pieceAt, end);
        }
        pieceAt = end;
    }

    /** Cuts the member out, together with the comma that sets it apart from the member before or after. */
    private void cut(byte[] event, int from, int to) {
        MemberSpan span = MemberSpan.find(event, from, to, member);
        if (span == null) {
            visible.pass(event, from, to - from);
            return;
        }
        int start = span.start();
        int end = span.end();
        int before = skipBlank(event, start - 1, -1);
        int after = skipBlank(event, end, 1);
        if (event[before] == ',') {
            start = before;
        } else if (event[after] == ',') {
            end = after + 1;
        }
        visible.pass(event, from, start - from);
        visible.pass(event, end, to - end);
    }

    private static int skipBlank(byte[] bytes, int start, int direction) {
        int at = start;
        while (bytes[at] == ' ' || bytes[at] == '\t') {
            at += direction;
        }
        return at;
    }
}
