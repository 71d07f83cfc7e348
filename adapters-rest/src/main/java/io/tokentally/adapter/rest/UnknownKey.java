package io.tokentally.adapter.rest;

/** There is no such key that the viewer may know of. */
final class UnknownKey extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param detail which one is missing and what to do */
    UnknownKey(String detail) {
        super(detail);
    }
}
