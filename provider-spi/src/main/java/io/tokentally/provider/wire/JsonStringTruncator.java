package io.tokentally.provider.wire;

import java.io.IOException;

/**
 * Passes JSON on, piece by piece and however it is cut, but leaves out what a text has beyond a length: a parser holds a
 * text until its end, and nobody knows how far away that is.
 */
final class JsonStringTruncator {

    private final int longest;
    private final Sink sink;
    private boolean isInText;
    private boolean leavesOut;
    private int escapeLeft;
    private long length;
    private long missing;

    /** Takes what is passed on. */
    interface Sink {

        /** @param missing how many characters were left out of the text that ends here */
        void take(byte[] bytes, int offset, int length, long missing) throws IOException;
    }

    /** @param longest the characters of a text that are passed on */
    JsonStringTruncator(int longest, Sink sink) {
        this.longest = longest;
        this.sink = sink;
    }

    void pass(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int from = offset;
        for (int at = offset; at < end; at++) {
            boolean leftOutBefore = leavesOut;
            look(bytes[at]);
            if (leavesOut && !leftOutBefore) {
                passOn(bytes, from, at);
            } else if (leftOutBefore && !leavesOut) {
                sink.take(bytes, at, 1, missing);
                from = at + 1;
            }
        }
        if (!leavesOut) {
            passOn(bytes, from, end);
        }
    }

    private void passOn(byte[] bytes, int from, int end) throws IOException {
        if (end > from) {
            sink.take(bytes, from, end - from, 0);
        }
    }

    private void look(byte octet) {
        if (!isInText) {
            isInText = octet == '"';
            length = 0;
            missing = 0;
        } else if (escapeLeft > 0) {
            escapeLeft = octet == 'u' ? 4 : escapeLeft - 1;
        } else if (octet == '"') {
            isInText = false;
            leavesOut = false;
        } else if (!isContinuation(octet)) {
            int more = isSurrogatePair(octet) ? 2 : 1;
            leavesOut = length >= longest;
            length += more;
            missing += leavesOut ? more : 0;
            escapeLeft = octet == '\\' ? 1 : 0;
        }
    }

    /** A byte of a character in UTF-8 that is not its first. */
    private static boolean isContinuation(byte octet) {
        return (octet & 0xC0) == 0x80;
    }

    /** The first byte of a character that takes two in UTF-16. */
    private static boolean isSurrogatePair(byte octet) {
        return (octet & 0xF8) == 0xF0;
    }
}
