package io.tokentally.adapter.persistence.setup;

/** The database could not be made ready. The message says why and what to do. */
public final class DatabaseNotPreparedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseNotPreparedException(String message) {
        super(message);
    }

    DatabaseNotPreparedException(String message, Throwable cause) {
        super(message, cause);
    }
}
