package io.tokentally.provider.wire;

import io.tokentally.domain.text.ParsesOutsideInput;

/**
 * Takes server-sent events apart, byte by byte and however they are cut into pieces.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">HTML: parsing
 *     an event stream</a>
 */
@ParsesOutsideInput
public final class EventScanner implements StreamFraming.Scanner {

    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] LINE_FEED = {'\n'};

    /** U+FEFF, with which a stream may begin, and which is no part of its first line. */
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private enum State {
        FIELD,
        SPACE,
        DATA,
        REST_OF_LINE
    }

    private final StreamFraming.Listener listener;
    private int markLength;
    private State state = State.FIELD;
    private int fieldLength;
    private boolean fieldIsData = true;
    private boolean hasData;
    private boolean afterCarriageReturn;

    public EventScanner(StreamFraming.Listener listener) {
        this.listener = listener;
    }

    @Override
    public void scan(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            at = state == State.DATA ? data(bytes, at, end) : step(bytes[at], at);
        }
    }

    /** Runs over the data of a line in one go. */
    private int data(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        if (at > start) {
            afterCarriageReturn = false;
            listener.data(bytes, start, at - start);
        }
        return at < end ? step(bytes[at], at) : at;
    }

    private int step(byte octet, int at) {
        return markLength < BYTE_ORDER_MARK.length ? mark(octet, at) : stepInLine(octet, at);
    }

    /** A byte that is none of the mark is looked at once more, as one of a line. */
    private int mark(byte octet, int at) {
        if (octet == BYTE_ORDER_MARK[markLength]) {
            markLength++;
            return at + 1;
        }
        state = markLength > 0 ? State.REST_OF_LINE : State.FIELD;
        markLength = BYTE_ORDER_MARK.length;
        return at;
    }

    private int stepInLine(byte octet, int at) {
        if (octet == '\n' && afterCarriageReturn) {
            afterCarriageReturn = false;
            return at + 1;
        }
        afterCarriageReturn = octet == '\r';
        if (octet == '\n' || octet == '\r') {
            endLine(at + 1);
            return at + 1;
        }
        return switch (state) {
            case FIELD -> field(octet, at);
            case SPACE -> {
                state = State.DATA;
                yield octet == ' ' ? at + 1 : at;
            }
            case DATA -> at;
            case REST_OF_LINE -> at + 1;
        };
    }

    private int field(byte octet, int at) {
        if (octet == ':') {
            state = fieldIsData && fieldLength == DATA.length ? State.SPACE : State.REST_OF_LINE;
            if (state == State.SPACE) {
                startData();
            }
            return at + 1;
        }
        fieldIsData = fieldIsData && fieldLength < DATA.length && DATA[fieldLength] == octet;
        fieldLength++;
        if (!fieldIsData) {
            // The line is not empty, and nothing else of it matters.
            state = State.REST_OF_LINE;
        }
        return at + 1;
    }

    private void startData() {
        listener.lineBegan();
        if (hasData) {
            listener.data(LINE_FEED, 0, 1);
        }
        hasData = true;
    }

    private void endLine(int end) {
        boolean empty = state == State.FIELD && fieldLength == 0;
        if (state == State.FIELD && fieldIsData && fieldLength == DATA.length) {
            startData();
        }
        state = State.FIELD;
        fieldLength = 0;
        fieldIsData = true;
        if (empty) {
            hasData = false;
            listener.eventEnded(end);
        }
    }
}
