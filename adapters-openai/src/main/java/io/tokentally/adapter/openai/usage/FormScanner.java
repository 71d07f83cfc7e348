package io.tokentally.adapter.openai.usage;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;

/**
 * Takes a form apart as its bytes arrive, however they are cut into pieces, and keeps no more of it than a part's headers. It is as
 * strict as {@link FormNames}: a form that another parser might take for something else is broken.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578: multipart/form-data</a>
 */
final class FormScanner {

    /** What stands between two parts begins with the end of a line, which the first part lacks. */
    private static final int LINE_END = 2;

    /** Gets the parts, one after the other. */
    interface Listener {

        /** @param isFile whether it has a file's name */
        void partBegan(String name, boolean isFile);

        void data(byte[] bytes, int offset, int length);

        void partEnded();
    }

    private enum State {
        BEFORE,
        DELIMITED,
        HEADERS,
        DATA,
        OVER,
        BROKEN
    }

    private final byte[] delimiter;
    private final Listener listener;
    private final StringBuilder headers = new StringBuilder();
    private State state = State.BEFORE;
    private int matched = LINE_END;
    private int behind;

    /** @param boundary as the content type has it */
    FormScanner(String boundary, Listener listener) {
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.listener = listener;
    }

    void scan(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end && state != State.BROKEN) {
            if (state == State.DATA) {
                at = data(bytes, at, end);
            } else {
                step(bytes[at]);
                at++;
            }
        }
    }

    /** Whether the last part is over, and each was understood. */
    boolean isWhole() {
        return state == State.OVER && (behind == LINE_END || behind == 2 * LINE_END);
    }

    boolean isBroken() {
        return state == State.BROKEN;
    }

    private void step(byte octet) {
        switch (state) {
            case BEFORE -> {
                if (octet != delimiter[matched]) {
                    state = State.BROKEN;
                } else if (++matched == delimiter.length) {
                    delimited();
                }
            }
            case DELIMITED -> afterDelimiter(octet);
            case HEADERS -> header(octet);
            // The end of a line may follow, and nothing else.
            case OVER -> state = behind < 2 * LINE_END && octet == lineEnd(behind++ - LINE_END) ? state : State.BROKEN;
            case DATA, BROKEN -> throw new IllegalStateException("No step of " + state);
        }
    }

    private static byte lineEnd(int place) {
        return (byte) (place == 0 ? '\r' : '\n');
    }

    private void delimited() {
        matched = 0;
        behind = 0;
        state = State.DELIMITED;
    }

    /** Another part follows, or none. */
    private void afterDelimiter(byte octet) {
        behind++;
        if (octet == '-') {
            matched++;
            state = matched != behind ? State.BROKEN : behind == LINE_END ? State.OVER : state;
        } else if (matched > 0 || octet != lineEnd(behind - 1)) {
            state = State.BROKEN;
        } else if (behind == LINE_END) {
            headers.setLength(0);
            state = State.HEADERS;
        }
    }

    private void header(byte octet) {
        headers.append((char) (octet & 0xFF));
        int length = headers.length();
        if (length > FormNames.MAX_HEADERS) {
            state = State.BROKEN;
        } else if (length >= 2 * LINE_END && headers.indexOf("\r\n\r\n", length - 2 * LINE_END) >= 0) {
            begin(headers.substring(0, length - 2 * LINE_END));
        }
    }

    private void begin(String text) {
        Matcher disposition = FormNames.disposition(text);
        if (disposition == null || !disposition.matches() || FormNames.isEncoded(text)) {
            state = State.BROKEN;
            return;
        }
        matched = 0;
        state = State.DATA;
        listener.partBegan(disposition.group(1), disposition.group(2) != null);
    }

    /** Runs over what is no delimiter in one go. A delimiter begins with what stands nowhere else in it. */
    private int data(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end) {
            if (matched == 0) {
                int from = at;
                while (at < end && bytes[at] != delimiter[0]) {
                    at++;
                }
                pass(bytes, from, at - from);
                if (at < end) {
                    matched = 1;
                    at++;
                }
            } else if (bytes[at] == delimiter[matched]) {
                at++;
                if (++matched == delimiter.length) {
                    listener.partEnded();
                    delimited();
                    return at;
                }
            } else {
                int held = matched;
                matched = 0;
                pass(delimiter, 0, held);
            }
        }
        return at;
    }

    private void pass(byte[] bytes, int offset, int length) {
        if (length > 0) {
            listener.data(bytes, offset, length);
        }
    }
}
