package io.tokentally.application.port.out.usage;

import org.jspecify.annotations.Nullable;

/** The journal cannot keep a record: it is full, or broken. */
public final class JournalUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message says why, and what to do */
    public JournalUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
