package io.tokentally.provider.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a member of a JSON object stands among its bytes, so that it can be cut out and all others stay as they are. The bytes
 * are not parsed for it: somebody else has, and knows that the member is there.
 *
 * @param start of its name, with the quotation mark
 * @param end of its value
 */
record MemberSpan(int start, int end) {

    /**
     * Finds the member whose value is a number, a truth or null; the last, if it is there more than once.
     *
     * @param name needs no escaping, and is not found where it stands escaped
     */
    static @Nullable MemberSpan find(byte[] bytes, int from, int to, byte[] name) {
        MemberSpan found = null;
        int depth = 0;
        int at = from;
        while (at < to) {
            byte octet = bytes[at];
            if (octet == '"') {
                int end = textEnd(bytes, at + 1, to);
                int value = depth == 1 && isText(bytes, at + 1, end - 1, name) ? valueStart(bytes, end, to) : to;
                if (value < to) {
                    int valueEnd = scalarEnd(bytes, value, to);
                    found = valueEnd > value ? new MemberSpan(at, valueEnd) : null;
                    end = valueEnd;
                }
                at = end;
            } else {
                depth += octet == '{' || octet == '[' ? 1 : octet == '}' || octet == ']' ? -1 : 0;
                at++;
            }
        }
        return found;
    }

    /** Behind the quotation mark that ends a text. */
    private static int textEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, to);
    }

    private static boolean isText(byte[] bytes, int from, int to, byte[] text) {
        return to - from == text.length && Arrays.equals(bytes, from, to, text, 0, text.length);
    }

    /** Where the value begins, if what ends there is a name; the end if not. */
    private static int valueStart(byte[] bytes, int nameEnd, int to) {
        int colon = skipBlank(bytes, nameEnd, to);
        return colon < to && bytes[colon] == ':' ? skipBlank(bytes, colon + 1, to) : to;
    }

    private static int skipBlank(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    /** Values with parts, and texts, end where they begin. */
    private static int scalarEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to
                && (Character.isLetterOrDigit(bytes[at]) || bytes[at] == '-' || bytes[at] == '+' || bytes[at] == '.')) {
            at++;
        }
        return at;
    }
}
