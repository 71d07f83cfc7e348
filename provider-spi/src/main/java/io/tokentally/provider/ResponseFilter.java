package io.tokentally.provider;

/** Withholds from a caller what came only because metering asked for it. For one thread at a time. */
public interface ResponseFilter {

    /** What the caller sees of these bytes and of those that were held back before; may be empty. */
    byte[] pass(byte[] bytes, int offset, int length);

    /** The body is at its end, or broke off: what the caller sees of what is still held back. */
    byte[] rest();
}
