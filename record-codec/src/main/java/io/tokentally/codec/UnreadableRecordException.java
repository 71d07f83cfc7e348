package io.tokentally.codec;

import org.jspecify.annotations.Nullable;

/** Bytes that are no record, or none that this version of the application knows. */
public final class UnreadableRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message says why, without repeating what the bytes hold */
    UnreadableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
