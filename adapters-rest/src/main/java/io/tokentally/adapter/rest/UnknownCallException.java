package io.tokentally.adapter.rest;

/** There is no such call that the viewer may know of. */
final class UnknownCallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param detail which one is missing and what to do */
    UnknownCallException(String detail) {
        super(detail);
    }
}
