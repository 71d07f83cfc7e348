package io.tokentally.adapter.journal;

import org.jspecify.annotations.Nullable;

/** A row of the journal that is no record, or none that this version of the application knows. */
final class UnreadableRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message says why, without repeating what the row holds */
    UnreadableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
