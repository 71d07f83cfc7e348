package io.tokentally.adapter.rest;

/** There is no such key that the viewer may know of. */
final class UnknownKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param detail which one is missing and what to do */
    UnknownKeyException(String detail) {
        super(detail);
    }
}
