package io.tokentally.provider.wire;

import io.tokentally.domain.text.ParsesOutsideInput;
import java.nio.charset.StandardCharsets;

/**
 * Finds the value of one member of a JSON object among its bytes, however these are cut into pieces, and hands its bytes on without
 * keeping any. It tells no JSON from what is none: somebody else reads the same bytes for that.
 */
@ParsesOutsideInput
public final class MemberScanner {

    /** Gets the bytes of the value. */
    public interface Listener {

        /** Such a member has begun. */
        default void began() {}

        void data(byte[] bytes, int offset, int length);

        /** The value is over. */
        default void ended() {}
    }

    private final byte[] name;
    private final Listener listener;
    private long depth;
    private boolean inText;
    private boolean escaped;
    private boolean expectsName;
    private boolean inName;
    private boolean isMatch;
    private int matched;
    private boolean inValue;
    private int members;
    private boolean over;
    private boolean unclear;

    /** @param name needs no escaping */
    public MemberScanner(String name, Listener listener) {
        this.name = name.getBytes(StandardCharsets.US_ASCII);
        this.listener = listener;
    }

    public void scan(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int start = offset;
        for (int at = offset; at < end; at++) {
            boolean before = inValue;
            step(bytes[at]);
            if (inValue && !before) {
                start = at + 1;
                listener.began();
            } else if (before && !inValue) {
                pass(bytes, start, at);
                listener.ended();
            }
        }
        if (inValue) {
            pass(bytes, start, end);
        }
    }

    private void pass(byte[] bytes, int from, int to) {
        if (to > from) {
            listener.data(bytes, from, to - from);
        }
    }

    /**
     * Whether the object is over and has that member once, and no server could take another for it: names that are written with
     * escapes are not compared.
     */
    public boolean isClear() {
        return over && !unclear && members == 1;
    }

    private void step(byte octet) {
        if (inText) {
            text(octet);
            return;
        }
        switch (octet) {
            case '"' -> {
                inText = true;
                inName = depth == 1 && expectsName;
                if (inName) {
                    isMatch = true;
                    matched = 0;
                }
            }
            case '{', '[' -> open(octet);
            case '}', ']' -> close();
            case ',' -> {
                if (depth == 1) {
                    expectsName = true;
                    inValue = false;
                }
            }
            case ':' -> {
                if (depth == 1 && isMatch && !inValue) {
                    inValue = true;
                    members++;
                }
            }
            default -> unclear |= over && octet != ' ' && octet != '\t' && octet != '\r' && octet != '\n';
        }
    }

    private void open(byte octet) {
        unclear |= over;
        depth++;
        if (depth == 1) {
            expectsName = octet == '{';
        }
    }

    private void close() {
        depth--;
        if (depth == 0) {
            over = true;
            inValue = false;
            isMatch = false;
        }
    }

    private void text(byte octet) {
        if (escaped) {
            escaped = false;
        } else if (octet == '\\') {
            escaped = true;
            unclear |= inName;
        } else if (octet == '"') {
            inText = false;
            if (inName) {
                isMatch &= matched == name.length;
                expectsName = false;
                inName = false;
            }
        } else if (inName) {
            isMatch = isMatch && matched < name.length && octet == name[matched];
            matched++;
        }
    }
}
