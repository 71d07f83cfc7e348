package io.tokentally.adapter.usagefile;

/** A row that is no call. */
final class RowRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message names the field, and what is wrong with it */
    RowRefusedException(String message) {
        super(message);
    }
}
