package io.tokentally.application.port.out.usage;

/** The ledger will never take these records, for what they are. */
public final class RecordsRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message says what is wrong with them, without repeating them */
    public RecordsRejectedException(String message, Throwable cause) {
        super(message, cause);
    }
}
