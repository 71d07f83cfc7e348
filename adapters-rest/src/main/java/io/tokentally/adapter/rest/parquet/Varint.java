package io.tokentally.adapter.rest.parquet;

import java.io.ByteArrayOutputStream;

/** Whole numbers of as many bytes as they need, seven bits in each, the least first (ULEB128). */
final class Varint {

    private Varint() {}

    /** @param value without sign */
    static void append(long value, ByteArrayOutputStream out) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
