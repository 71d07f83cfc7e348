package io.tokentally.adapter.persistence.setup;

/** The database could not be made ready. The message says why and what to do. */
public final class DatabaseNotPrepared extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseNotPrepared(String message) {
        super(message);
    }

    DatabaseNotPrepared(String message, Throwable cause) {
        super(message, cause);
    }
}
