package io.tokentally.provider.wire;

import io.tokentally.domain.text.ParsesOutsideInput;

/**
 * Takes lines of JSON apart, byte by byte and however they are cut into pieces: each line is one value, and a line without
 * anything on it is none.
 *
 * @see <a href="https://jsonlines.org/">JSON Lines</a>
 */
@ParsesOutsideInput
public final class JsonLineScanner implements StreamFraming.Scanner {

    private final StreamFraming.Listener listener;
    private boolean begun;

    public JsonLineScanner(StreamFraming.Listener listener) {
        this.listener = listener;
    }

    @Override
    public void scan(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            int lineEnd = endOfLine(bytes, at, end);
            int from = begun ? at : firstOfValue(bytes, at, lineEnd);
            if (from < lineEnd) {
                begun = true;
                listener.data(bytes, from, lineEnd - from);
            }
            if (lineEnd < end && begun) {
                begun = false;
                listener.eventEnded(lineEnd + 1);
            }
            at = lineEnd + 1;
        }
    }

    private static int endOfLine(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private static int firstOfValue(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
            at++;
        }
        return at;
    }
}
