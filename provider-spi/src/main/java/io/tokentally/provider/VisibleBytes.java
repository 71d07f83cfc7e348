package io.tokentally.provider;

/** Takes what the caller of a metered call sees of its answer. */
@FunctionalInterface
public interface VisibleBytes {

    /** Nobody looks. */
    VisibleBytes NOBODY = (bytes, offset, length) -> {};

    /** These bytes come next; they are the taker's until it returns. */
    void pass(byte[] bytes, int offset, int length);
}
