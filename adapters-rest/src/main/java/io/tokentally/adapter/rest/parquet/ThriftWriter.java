package io.tokentally.adapter.rest.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Structures as Thrift's compact protocol writes them, as far as Parquet's headers need it. Fields come in the order of their
 * numbers; what is begun, a structure or an element of a list, is ended.
 *
 * @see <a href="https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md">Thrift compact protocol</a>
 */
final class ThriftWriter {

    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;

    private static final int MAX_SHORT_LIST = 14;
    private static final int MAX_DELTA = 15;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Deque<Integer> outer = new ArrayDeque<>();
    private int lastField;

    byte[] bytes() {
        return out.toByteArray();
    }

    ThriftWriter bool(int field, boolean value) {
        header(field, value ? TRUE : FALSE);
        return this;
    }

    ThriftWriter i32(int field, int value) {
        header(field, I32);
        varint(zigzag(value));
        return this;
    }

    ThriftWriter i64(int field, long value) {
        header(field, I64);
        varint(zigzag(value));
        return this;
    }

    ThriftWriter text(int field, String value) {
        header(field, BINARY);
        textElement(value);
        return this;
    }

    /** Begins a structure that is a field. */
    ThriftWriter struct(int field) {
        header(field, STRUCT);
        return structElement();
    }

    /** Begins a structure that is an element of a list, or nobody's field. */
    ThriftWriter structElement() {
        outer.push(lastField);
        lastField = 0;
        return this;
    }

    /** Ends the structure begun last. */
    ThriftWriter end() {
        out.write(0);
        lastField = outer.pop();
        return this;
    }

    /** Begins a list of so many structures, each of which is begun and ended. */
    ThriftWriter structs(int field, int size) {
        list(field, size, STRUCT);
        return this;
    }

    ThriftWriter i32s(int field, int... values) {
        list(field, values.length, I32);
        for (int value : values) {
            varint(zigzag(value));
        }
        return this;
    }

    ThriftWriter texts(int field, String... values) {
        list(field, values.length, BINARY);
        for (String value : values) {
            textElement(value);
        }
        return this;
    }

    private void list(int field, int size, int elementType) {
        header(field, LIST);
        if (size <= MAX_SHORT_LIST) {
            out.write((size << 4) | elementType);
        } else {
            out.write(0xF0 | elementType);
            varint(size);
        }
    }

    private void textElement(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        varint(text.length);
        out.writeBytes(text);
    }

    private void header(int field, int type) {
        int delta = field - lastField;
        if (delta < 1 || delta > MAX_DELTA) {
            throw new IllegalArgumentException("Field %d cannot follow field %d".formatted(field, lastField));
        }
        out.write((delta << 4) | type);
        lastField = field;
    }

    private void varint(long value) {
        Varint.append(value, out);
    }

    private static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }
}
