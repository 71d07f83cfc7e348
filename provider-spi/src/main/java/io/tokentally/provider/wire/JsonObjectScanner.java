package io.tokentally.provider.wire;

import io.tokentally.domain.text.ParsesOutsideInput;

/**
 * Takes JSON objects apart that follow one another, in an array or without one, byte by byte and however they are cut into
 * pieces. What stands between them is passed over.
 */
@ParsesOutsideInput
public final class JsonObjectScanner implements StreamFraming.Scanner {

    private final StreamFraming.Listener listener;
    private long depth;
    private boolean inText;
    private boolean escaped;

    public JsonObjectScanner(StreamFraming.Listener listener) {
        this.listener = listener;
    }

    @Override
    public void scan(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int start = offset;
        for (int at = offset; at < end; at++) {
            byte octet = bytes[at];
            if (depth == 0) {
                if (octet == '{') {
                    depth = 1;
                    start = at;
                }
            } else if (endsObject(octet)) {
                listener.data(bytes, start, at + 1 - start);
                listener.eventEnded(at + 1);
            }
        }
        if (depth > 0) {
            listener.data(bytes, start, end - start);
        }
    }

    private boolean endsObject(byte octet) {
        if (inText) {
            boolean ends = octet == '"' && !escaped;
            escaped = octet == '\\' && !escaped;
            inText = !ends;
            return false;
        }
        switch (octet) {
            case '"' -> inText = true;
            case '{', '[' -> depth++;
            case '}', ']' -> depth--;
            default -> {
                // Part of the object, and of no account for where it ends.
            }
        }
        return depth == 0;
    }
}
